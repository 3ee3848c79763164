// src/AgenticApi.Gateway/README.md: WebApplication.CreateBuilder(args).Build()
// Prints: Completed: <think>Be polite.</think>Hello.
using AgenticApi.Gateway;
using AgenticApi.Readme.Tests.Frames;
using Microsoft.AspNetCore.Builder;

await Loopback.ServeAsync(8000, "/v1/chat/completions", "text/event-stream", Loopback.Chat);
_ = Loopback.AskAsync(8080);
args = ["--urls", "http://127.0.0.1:8080", "--Logging:LogLevel:Default", "None"];
// The sample stands here.
