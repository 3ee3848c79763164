// src/AgenticApi/README.md: ResponseAccumulator.FromStreamAsync(httpStream)
// Prints: True True
using AgenticApi;
using AgenticApi.Cassettes;

Stream httpStream = Cassette.Load(Path.Combine(args[0], "cassettes/text-streaming.yaml")).Turns[0].Response.Open();
string body = Cassette.Load(Path.Combine(args[0], "cassettes/text-blocking.yaml")).Turns[0].Response.ToString();
// The sample stands here.
Console.WriteLine($"{streamed.Ending == Ending.Completed} {streamed.Response.OutputText == blocking.Response.OutputText}");
