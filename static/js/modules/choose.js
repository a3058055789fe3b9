// A date that may mean several things: choosing one writes it into the field, and the form is sent again.
export default function mount(button) {
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const field = document.getElementById(button.dataset.into);
    field.value = button.value;
    button.form.requestSubmit();
  });
}
