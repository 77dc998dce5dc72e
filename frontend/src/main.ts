import { mount } from "svelte";
import "./look/tokens.css";
import "./look/base.css";
import { course } from "./app/course.svelte";
import Shell from "./app/Shell.svelte";

course(); // nearly every page wants it: it comes while the page's own code does
const target = document.getElementById("app");
if (target) mount(Shell, { target });
