// Notes findings in the walk's app as fast as its screens follow, pressing what a person presses.
async ({ findings, photos, seed, codes }) => {
  let state = seed;
  const draw = () => ((state = (state * 1103515245 + 12345) % 2147483648) / 2147483648);
  const until = async (find, what) => {
    for (const began = performance.now(); performance.now() - began < 60000; ) {
      const found = find();
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    throw new Error(`${what} did not appear`);
  };
  const picture = async () => {
    const canvas = new OffscreenCanvas(160, 120);
    const context = canvas.getContext("2d");
    for (let patch = 0; patch < 12; patch++) {
      context.fillStyle = `hsl(${draw() * 360} 60% ${20 + draw() * 60}%)`;
      context.fillRect(draw() * 160, draw() * 120, 60, 50);
    }
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
    return new File([blob], "photo.jpg", { type: "image/jpeg" });
  };
  for (let n = 0; n < findings; n++) {
    (await until(() => document.querySelector("button.huge"), "the big button")).click();
    const code = codes[Math.floor(draw() * codes.length)];
    (await until(() => document.querySelector(`button[data-code="${code}"]`), "the category")).click();
    const screen = await until(() => document.querySelector(".screen.finding"), "the finding");
    const count = photos[Math.floor(draw() * photos.length)];
    if (count > 0) {
      const input = await until(() => screen.querySelector('input[type="file"]'), "the camera");
      const chosen = new DataTransfer();
      for (let number = 0; number < count; number++) chosen.items.add(await picture());
      input.files = chosen.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    const note = screen.querySelector("textarea");
    note.value = `iakttagelse ${n + 1}`;
    note.dispatchEvent(new Event("input", { bubbles: true }));
    (await until(() => document.querySelector('.bar button.primary, button[data-key="save"]'), "save")).click();
  }
  await until(() => document.querySelector("button.huge"), "the first screen");
}
