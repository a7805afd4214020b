"""What a newsletter for grannsamverkan tells: counts that point at nobody, advice, and what is being done."""
