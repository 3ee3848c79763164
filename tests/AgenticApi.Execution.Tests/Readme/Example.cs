using System.Text.Json.Serialization;

namespace AgenticApi.Execution.Tests.Readme;

/// <summary>The agent of the README, to the letter, so that it compiles and runs.</summary>
internal static class Example
{
    public static async Task RunAsync(HttpClient http, Func<ToolCall, bool> AskUser, TextWriter Console)
    {
        // README begins
        var agent = new Agent(new ResponsesEndpoint(http), model: "gpt-oss-120b")
        {
            Tools =
            [
                Tool.Create("get_weather", "The weather of a city.", AgentJson.Default.City, (city, ct) => Weather.OfAsync(city.Name, ct)),
                Tool.Create("book_train", "Books a train to a city.", AgentJson.Default.City, (city, ct) => Trains.BookAsync(city.Name, ct)) with { Approve = _ => Approval.Ask },
            ],
            Journal = new FileRunJournal("runs"),
        };
        var decisions = new List<RunDecision>();
        AgentRun run = agent.RunAsync("Paris or Rome? Book the nicer one.");
        await foreach (RunEvent e in run)
        {
            if (e is StreamedEvent { Event: OutputTextDeltaEvent text }) Console.Write(text.Delta);
            if (e is CallWaiting { Call: var call } && AskUser(call.Call)) decisions.Add(RunDecision.Run(call));
        }

        RunResult result = await agent.ResumeAsync(run.Id, decisions).ToEndAsync();  // now or tomorrow, here or on another host
        Console.WriteLine(result.Text);
        // README ends
    }
}

// README goes on
internal sealed record City(string Name);

[JsonSerializable(typeof(City))]
internal sealed partial class AgentJson : JsonSerializerContext;
