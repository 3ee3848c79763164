// src/AgenticApi.Serving/README.md: ChatCompletionReader.ReadAsync
// Prints: reasoning message
using System.Text;
using System.Text.Json;
using AgenticApi;
using AgenticApi.Readme.Tests.Frames;
using AgenticApi.Serving;

const string body = """{"model":"m","input":"Hi","stream":true}""";
using var client = new MemoryStream();
Task<Stream> AskModel(byte[] request) => Task.FromResult<Stream>(new MemoryStream(Encoding.UTF8.GetBytes(Loopback.Chat)));
// The sample stands here.
client.Position = 0;
var result = await ResponseAccumulator.FromStreamAsync(client, new() { Strict = true });
Console.WriteLine(string.Join(' ', result.Response.Output.Select(item => item.Type)));
