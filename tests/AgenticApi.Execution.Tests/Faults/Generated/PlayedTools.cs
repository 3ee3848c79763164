using System.Text.Json;
using AgenticApi.Execution.Tests.Running;

namespace AgenticApi.Execution.Tests.Faults.Generated;

/// <summary>The tools of a generated run. The arguments of a call say what they do.</summary>
internal static class PlayedTools
{
    /// <summary>How an output begins that a tool returned; its arguments follow.</summary>
    public const string Ok = "ok ";

    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(60);

    public static void AddTo(LoopBench bench)
    {
        bench.Tool("pay", RunAsync, Change)
            .Tool("read", RunAsync, tool => Change(tool) with { Idempotent = true })
            .Tool("alone", RunAsync, tool => Change(tool) with { Exclusive = true })
            .Tool("soon", RunAsync, tool => Change(tool) with { Idempotent = true, Start = ToolStart.WhenDone })
            .Tool("late", RunAsync, tool => Change(tool) with { Start = ToolStart.AfterResponse });
        bench.Tools.Tool("note", RunAsync);
        bench.Declared.Add(Change(Tool.Custom("note", "A tool.", async (input, stop) => ToolOutput.FromText(await bench.Tools.RunAsync("note", input, input, stop)))));
    }

    private static Tool Change(Tool tool) => tool with { Timeout = Timeout, MaxOutputChars = 300 };

    private static async Task<string> RunAsync(string arguments, CancellationToken stop)
    {
        var does = JsonElement.Parse(arguments).GetProperty("does").GetString();
        await (does switch
        {
            nameof(ToolDoes.Waits) => Task.Delay(10, stop),
            nameof(ToolDoes.Throws) => throw new InvalidOperationException("It fails."),
            nameof(ToolDoes.TimesOut) => Task.Delay(System.Threading.Timeout.Infinite, stop),
            nameof(ToolDoes.IgnoresItsToken) => Task.Delay(Timeout * 2, CancellationToken.None),
            _ => Task.CompletedTask,
        });
        return $"{Ok}{arguments}{(does == nameof(ToolDoes.ReturnsMuch) ? new string('x', 2_000) : "")}";
    }
}
