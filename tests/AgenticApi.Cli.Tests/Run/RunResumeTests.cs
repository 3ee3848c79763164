namespace AgenticApi.Cli.Tests.Run;

/// <summary>A run that waits, is stopped or dies, and goes on by <c>--resume</c>.</summary>
public class RunResumeTests
{
    [Fact]
    public async Task Call_that_needs_approval_waits_with_4_and_runs_once_it_is_approved()
    {
        await using var bench = await RunBench.StartAsync();
        bench.Tool("look", "echo sunny").Tool("book", "echo booked", ("approve", true));
        bench.Server.Round(r => r.Call("look", "{}", "call_1").Call("book", """{"train":7}""", "call_2")).Round(r => r.Text("Booked."));

        var waiting = await bench.RunAsync("Book it", "--journal", bench.Journal);
        var again = await bench.ResumeAsync();
        var approved = await bench.ResumeAsync("--approve", "book");
        var repeated = await bench.ResumeAsync();

        (waiting.ExitCode, waiting.Output).Should().Be((4, ""));
        waiting.Error.Should().Contain("""book {"train":7} → waits for approval""").And.Contain($"--resume {bench.RunId} --approve book");
        again.ExitCode.Should().Be(4);
        (approved.ExitCode, approved.Output).Should().Be((0, "Booked.\n"));
        // Resumed once more, it says the same without asking anybody.
        (repeated.ExitCode, repeated.Output).Should().Be((0, "Booked.\n"));
        bench.Ran.Should().Equal("look", "book");
        bench.Outputs(1).Should().Equal("call_1=sunny", "call_2=booked");
        bench.Server.Posts.Should().Be(2);
    }

    [Fact]
    public async Task Call_of_a_tool_without_a_command_is_answered_by_a_file()
    {
        await using var bench = await RunBench.StartAsync();
        bench.Tool("look", "echo sunny").Declared("ask").Tool("book", "echo booked", ("approve", true));
        bench.Server.Round(r => r.Call("look", "{}", "call_1").Call("ask", "{}", "call_2").Call("book", "{}", "call_3")).Round(r => r.Text("Booked."));
        var file = Path.Combine(bench.Folder, "answer=1.txt");
        await File.WriteAllTextAsync(file, "Window seat.\n");

        var waiting = await bench.RunAsync("Book it", "--journal", bench.Journal);
        var wrong = await bench.ResumeAsync("--answer", $"0/0={file}");
        var missing = await bench.ResumeAsync("--answer", $"0/1={file}.none");
        var answered = await bench.ResumeAsync("--answer", $"0/1={file}");
        var approved = await bench.ResumeAsync("--answer", $"0/1={file}", "--approve", "book");

        waiting.ExitCode.Should().Be(4);
        waiting.Error.Should().Contain("ask {} → waits for an answer").And.Contain($"--resume {bench.RunId} --approve book --answer 0/1=FILE");
        (wrong.ExitCode, missing.ExitCode).Should().Be((2, 2));
        wrong.Error.Should().Contain("no call 0/0 of the run waits. The calls that waited are: 0/1, 0/2.");
        missing.Error.Should().Contain(".none cannot be read");
        answered.ExitCode.Should().Be(4);
        (approved.ExitCode, approved.Output).Should().Be((0, "Booked.\n"));
        bench.Outputs(1).Should().Equal("call_1=sunny", "call_2=Window seat.", "call_3=booked");
    }

    [Theory]
    [InlineData("book")]
    [InlineData("all")]
    public async Task Tool_that_was_approved_beforehand_runs_at_once(string name)
    {
        await using var bench = await RunBench.StartAsync();
        bench.Tool("book", "echo booked", ("approve", true)).Server.Round(r => r.Call("book")).Round(r => r.Text("Booked."));

        (await bench.RunAsync("Book it", "--approve", name)).ExitCode.Should().Be(0);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Signal_cancels_the_run_and_its_tools_and_it_can_be_resumed(string signal)
    {
        await using var bench = await RunBench.StartAsync();
        bench.Tool("look", "echo sunny").Tool("slow", "touch began && sleep 60 && touch outlived");
        bench.Server.Round(r => r.Call("look", "{}", "call_1")).Round(r => r.Call("slow", "{}", "call_2")).Round(r => r.Text("Done."));

        using var running = bench.Start("Hello", "--journal", bench.Journal);
        await bench.FileCame("began");
        await running.SignalAsync(signal);
        var cancelled = await running.EndAsync();
        var resumed = await bench.ResumeAsync();

        cancelled.ExitCode.Should().Be(130);
        cancelled.Error.Should().Contain($"cancelled; resume with the same options and --resume {bench.RunId}");
        (resumed.ExitCode, resumed.Output).Should().Be((0, "Done.\n"));
        bench.Ran.Should().Equal("look", "slow");
        bench.Outputs(2).Should().ContainSingle(output => output == "call_1=sunny").And.ContainSingle(output => output.StartsWith("call_2=") && output.Contains("cancelled"));
        bench.Server.Refusals.Should().BeEmpty();
        Children(bench.Folder).Should().BeEmpty();
    }

    [Fact]
    public async Task Signal_while_the_model_speaks_says_that_nothing_is_kept_without_a_journal()
    {
        await using var bench = await RunBench.StartAsync();
        bench.Server.Round(r => r.Text("Once upon a time").StallAfter(5));

        using var running = bench.Start("Hello");
        await bench.Server.RequestCame(1);
        await running.SignalAsync("INT");
        var cancelled = await running.EndAsync();

        cancelled.ExitCode.Should().Be(130);
        cancelled.Error.Should().Contain("cancelled; without --journal the run cannot be resumed");
    }

    [Fact]
    public async Task Second_signal_ends_at_once()
    {
        await using var bench = await RunBench.StartAsync();
        bench.Tool("slow", "touch began && sleep 60").Server.Round(r => r.Call("slow"));

        using var running = bench.Start("Hello", "--journal", bench.Journal);
        await bench.FileCame("began");
        await running.SignalAsync("INT");
        await running.SignalAsync("INT");

        (await running.EndAsync()).ExitCode.Should().Be(130);
        // A process that was killed is there until its turn on a processor comes.
        for (var tries = 0; tries < 100 && Children(bench.Folder).Length > 0; tries++)
        {
            await Task.Delay(50);
        }

        Children(bench.Folder).Should().BeEmpty();
    }

    [Fact]
    public async Task Run_that_was_killed_goes_on_where_it_was()
    {
        await using var bench = await RunBench.StartAsync();
        var hangs = new TaskCompletionSource();
        bench.Tool("look", "echo sunny").Server.Round(r => r.Call("look", "{}", "call_1")).Round(r => r.Text("Done.").HangUntil(hangs.Task, events: 1));

        using (var running = bench.Start("Hello", "--journal", bench.Journal))
        {
            await bench.Server.RequestCame(2);
            await running.SignalAsync("KILL");
            (await running.EndAsync()).ExitCode.Should().Be(137);
        }

        hangs.SetResult();
        bench.Server.Always(r => r.Text("Done."));
        var resumed = await bench.ResumeAsync();

        (resumed.ExitCode, resumed.Output).Should().Be((0, "Done.\n"));
        bench.Ran.Should().Equal("look");
    }

    [Fact]
    public async Task Tool_of_a_run_that_was_killed_runs_again_only_if_it_may()
    {
        await using var bench = await RunBench.StartAsync();
        bench.Tool("safe", "[ -e again ] || { touch safe; sleep 60; }; echo $AGENTIC_API_IDEMPOTENCY_KEY", ("idempotent", true));
        bench.Tool("pay", "[ -e again ] || { touch pay; sleep 60; }; echo paid");
        bench.Server.Round(r => r.Call("safe", "{}", "call_1").Call("pay", "{}", "call_2")).Round(r => r.Text("Done."));

        using (var running = bench.Start("Hello", "--journal", bench.Journal))
        {
            await bench.FileCame("safe");
            await bench.FileCame("pay");
            await running.SignalAsync("KILL");
            KillChildren(bench.Folder);
            await running.EndAsync();
        }

        await File.WriteAllTextAsync(Path.Combine(bench.Folder, "again"), "");
        var inDoubt = await bench.ResumeAsync("--approve", "all");
        var approved = await bench.ResumeAsync("--approve", "pay");

        inDoubt.ExitCode.Should().Be(4);
        inDoubt.Error.Should().Contain("pay {} → was started and may have taken effect");
        (approved.ExitCode, approved.Output).Should().Be((0, "Done.\n"));
        bench.Ran.Order().Should().Equal("pay", "pay", "safe", "safe");
        bench.Outputs(1).Should().Equal($"call_1={bench.RunId}/0/0", "call_2=paid");
    }

    /// <summary>The shells of the tools that still run.</summary>
    private static int[] Children(string folder) =>
    [
        .. from process in Directory.GetDirectories("/proc")
           where int.TryParse(Path.GetFileName(process), out _)
           let command = Read(Path.Combine(process, "cmdline"))
           where command.StartsWith("/bin/sh", StringComparison.Ordinal) && command.Contains(folder, StringComparison.Ordinal)
           select int.Parse(Path.GetFileName(process), System.Globalization.CultureInfo.InvariantCulture),
    ];

    private static void KillChildren(string folder)
    {
        foreach (var id in Children(folder))
        {
            System.Diagnostics.Process.GetProcessById(id).Kill(entireProcessTree: true);
        }
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
