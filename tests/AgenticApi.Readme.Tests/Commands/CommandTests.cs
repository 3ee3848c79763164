using System.Diagnostics;
using AgenticApi.Readme.Tests.Blocks;

namespace AgenticApi.Readme.Tests.Commands;

/// <summary>Every command of every README runs, or stands in <see cref="NotRun"/> with its reason.</summary>
public class CommandTests(SamplePlace place) : IClassFixture<SamplePlace>
{
    private static readonly string[] Languages = ["sh", "bash", "shell", "console"];

    public static TheoryData<string> Places => [.. Blocks.Where(block => LinesOf(block).Any()).Select(block => block.Place)];

    private static IEnumerable<Block> Blocks => Block.All.Where(block => Languages.Contains(block.Language));

    [Fact]
    public void Block_of_commands_has_one_frame_and_each_frame_its_block()
    {
        var frames = Frame.All(".sh");

        Blocks.Where(block => LinesOf(block).Any() && frames.Count(frame => frame.Fits(block)) != 1).Select(block => block.Place)
            .Should().BeEmpty("each has one frame in {0}, or its lines stand in NotRun", Frame.Folder);
        frames.Where(frame => frame.Files.Any(file => Blocks.Count(block => block.File == file && frame.Fits(block)) != 1)).Select(frame => frame.Name).Should().BeEmpty();
    }

    [Fact]
    public void Command_that_is_not_run_stands_in_a_readme() =>
        NotRun.All.Where(command => !Blocks.SelectMany(AllLinesOf).Any(line => command.Pattern.IsMatch(line))).Select(command => command.Pattern.ToString()).Should().BeEmpty();

    [Fact]
    public void Filter_of_a_test_command_names_a_class_of_that_project()
    {
        var commands = Blocks.SelectMany(AllLinesOf).Where(line => line.StartsWith("dotnet test ", StringComparison.Ordinal)).Select(line => line.Split(' ', '~')).ToList();

        commands.Should().NotBeEmpty();
        commands.Where(words => !Directory.EnumerateFiles(Path.Combine(Repository.Root, words[2]), words[^1] + ".cs", SearchOption.AllDirectories).Any()).Should().BeEmpty();
    }

    [Fact]
    public void Commands_that_the_ci_runs_stand_in_its_script()
    {
        var script = File.ReadAllText(Path.Combine(Repository.Root, ".ci/run"));

        script.Should().Contain("\ndotnet test ").And.Contain("dotnet run -c Release --project tests/AgenticApi.Benchmarks -- --smoke");
    }

    [BashTheory]
    [MemberData(nameof(Places))]
    public async Task Commands_run(string at)
    {
        var block = Blocks.Single(block => block.Place == at);
        var frame = Frame.All(".sh").Single(frame => frame.Fits(block));
        var folder = place.FolderOf(frame.Name);
        var prelude = await File.ReadAllTextAsync(Path.Combine(Frame.Folder, "Support", "prelude.sh"));
        var script = $"{prelude}\n{frame.Before}\n{{\n{string.Join('\n', LinesOf(block))}\n}} > >(tee printed)\nstop\n{frame.After}";
        await File.WriteAllTextAsync(Path.Combine(folder, "script"), place.StandIns.In(script));
        var start = new ProcessStartInfo("bash", ["script"]) { WorkingDirectory = folder };
        start.Environment["REPOSITORY"] = Repository.Root;
        start.Environment["PROGRAMS"] = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);

        var run = await Running.RunAsync(start);

        run.ExitCode.Should().Be(0, "{0} runs in {1}, and says {2}{3}", at, frame.Name, run.Output, run.Errors);
    }

    /// <summary>The lines that are commands: of a console, those behind its prompt.</summary>
    private static IEnumerable<string> AllLinesOf(Block block) => block.Language == "console"
        ? block.Text.Split('\n').Where(line => line.StartsWith("$ ", StringComparison.Ordinal)).Select(line => line[2..])
        : block.Text.Split('\n').Where(line => line.Length > 0);

    private static IEnumerable<string> LinesOf(Block block) => AllLinesOf(block).Where(line => !NotRun.Has(line));
}
