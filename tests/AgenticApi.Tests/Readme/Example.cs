namespace AgenticApi.Tests.Readme;

/// <summary>The example at the top of the README, to the letter, so that it compiles and runs.</summary>
public static class Example
{
    public static async Task RunAsync(Stream httpStream, Action<FunctionCallItem> StartTool, TextWriter Console)
    {
        // README begins
        var accumulator = new ResponseAccumulator();
        await foreach (ResponseStreamEvent e in ResponseEventReader.ReadAsync(httpStream))
        {
            OutputItem? finished = accumulator.Add(e);                      // the item that this event completed, if any
            if (e is OutputTextDeltaEvent text) Console.Write(text.Delta);  // as it comes
            if (finished is FunctionCallItem call) StartTool(call);         // the moment it is whole
        }

        AccumulatedResponse result = accumulator.Finish();
        Console.WriteLine($"{result.Ending}: {result.Response.Output.Count} items, {result.Deviations.Count} deviations");
        // README ends
    }
}
