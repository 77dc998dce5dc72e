// Asks the service how long an order takes, and shows what it says.

const form = document.querySelector("#order");
const result = document.querySelector("#result");
const error = document.querySelector("#error");
const list = document.querySelector("#history");

// [answer] Ask when the form is sent; show the result, the error, and that you are waiting.
const button = form.querySelector("button");

function readOrder() {
  return {
    reference: form.elements.reference.value,
    distance_km: form.elements.distance_km.valueAsNumber,
    items: form.elements.items.valueAsNumber,
    hour: form.elements.hour.valueAsNumber,
    rain: form.elements.rain.checked,
  };
}

function wait(isWaiting) {
  form.setAttribute("aria-busy", String(isWaiting));
  button.disabled = isWaiting;
}

async function ask(order) {
  const answer = await fetch("predict", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(order),
  });
  const body = await answer.json().catch(() => null);
  if (!answer.ok) {
    throw new Error(body?.error ?? `The service has a problem (status ${answer.status}).`);
  }
  if (typeof body?.minutes !== "number") {
    throw new Error("The service gave an answer that cannot be read.");
  }
  return body.minutes;
}

function show(reference, minutes) {
  const said = `${Math.round(minutes)} minutes`;
  result.textContent = said;
  const entry = document.createElement("li");
  entry.textContent = `${reference}: ${said}`;
  list.prepend(entry);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  result.textContent = "";
  error.textContent = "";
  wait(true);
  const order = readOrder();
  try {
    show(order.reference, await ask(order));
  } catch (problem) {
    error.textContent = problem.message;
  } finally {
    wait(false);
  }
});
// [/answer]
