import { mount } from "svelte";
import "./look/tokens.css";
import "./look/base.css";
import Shell from "./app/Shell.svelte";

const target = document.getElementById("app");
if (target) mount(Shell, { target });
