using System.Runtime.CompilerServices;

namespace AgenticApi.Cassettes.Tests;

/// <summary>Where the cassettes of a test are. This project is built with source files at /_/.</summary>
public sealed class CassettePathTests : IDisposable
{
    private static readonly string Beside = Path.Combine(Repository.Root, "tests", "AgenticApi.Cassettes.Tests", "a.yaml");

    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(CassettePath.SourcesVariable, null);
        _folder.Dispose();
    }

    [Fact]
    public void Path_is_beside_the_source_that_calls_although_the_build_maps_it()
    {
        SourceFile().Should().StartWith("/_/");
        CassettePath.BesideSource("a.yaml").Should().Be(Beside);
    }

    [Theory]
    [InlineData("/_/tests/AgenticApi.Cassettes.Tests/CassettePathTests.cs")]
    [InlineData("/_1/AgenticApi.Cassettes.Tests/CassettePathTests.cs")]
    [InlineData("/gone/agent/s/tests/AgenticApi.Cassettes.Tests/CassettePathTests.cs")]
    [InlineData(@"D:\agent\s\tests\AgenticApi.Cassettes.Tests\CassettePathTests.cs")]
    public void Source_that_another_machine_built_is_found_above_the_program(string sourceFile) =>
        CassettePath.BesideSource("a.yaml", sourceFile).Should().Be(Beside);

    [Fact]
    public void Source_at_its_own_path_is_taken_first()
    {
        File.WriteAllText(_folder["Tests.cs"], "");

        CassettePath.BesideSource("tapes/a.yaml", _folder["Tests.cs"]).Should().Be(Path.Combine(_folder.Path, "tapes", "a.yaml"));
    }

    [Fact]
    public void Full_path_stays_and_no_source_is_the_current_directory()
    {
        CassettePath.BesideSource(_folder["a.yaml"]).Should().Be(_folder["a.yaml"]);
        CassettePath.BesideSource("a.yaml", "").Should().Be(Path.GetFullPath("a.yaml"));
    }

    [Fact]
    public void Variable_names_the_folder_of_sources_that_are_elsewhere()
    {
        Directory.CreateDirectory(_folder["tests"]);
        File.WriteAllText(_folder["tests/FarmTests.cs"], "");
        Environment.SetEnvironmentVariable(CassettePath.SourcesVariable, _folder.Path);

        CassettePath.BesideSource("a.yaml", "/_/tests/FarmTests.cs").Should().Be(Path.Combine(_folder.Path, "tests", "a.yaml"));
    }

    [Fact]
    public void Source_that_is_nowhere_is_an_error_that_says_what_to_set()
    {
        const string Says = "a.yaml: belongs beside /_/none/FarmTests.cs, which is not found on this machine. Give a full path, or set the environment variable AGENTIC_API_SOURCES to the folder of the sources.";

        FluentActions.Invoking(() => CassettePath.BesideSource("a.yaml", "/_/none/FarmTests.cs")).Should().Throw<CassetteException>().WithMessage(Says);
        foreach (var mode in (CassetteMode[])[CassetteMode.Replay, CassetteMode.Record, CassetteMode.RecordMissing])
        {
            FluentActions.Invoking(() => CassetteHandler.Create("a.yaml", mode, record: new() { EvenInCI = true }, sourceFile: "/_/none/FarmTests.cs"))
                .Should().Throw<CassetteException>().WithMessage(Says);
        }
    }

    [Theory]
    [InlineData(CassetteMode.Record)]
    [InlineData(CassetteMode.RecordMissing)]
    public async Task Handler_records_beside_the_source_and_replays_from_there(CassetteMode mode)
    {
        File.WriteAllText(_folder["Tests.cs"], "");
        using (var handler = CassetteHandler.Create("a.yaml", mode, record: new() { EvenInCI = true }, innerHandler: ScriptedHandler.Json("1"), sourceFile: _folder["Tests.cs"]))
        {
            await handler.AskAsync("{}");
        }

        Cassette.Load(_folder["a.yaml"]).Turns.Should().ContainSingle();
        using var replay = CassetteHandler.Create("a.yaml", sourceFile: _folder["Tests.cs"]);
        (await replay.AskAsync("{}")).Should().Equal((byte)'1');
    }

    [Fact]
    public void Replay_takes_the_copy_in_the_folder_of_the_program_where_the_source_has_none()
    {
        File.WriteAllText(_folder["Tests.cs"], "");

        foreach (var sourceFile in (string[])[_folder["Tests.cs"], "/_/none/FarmTests.cs"])
        {
            using var replay = (ReplayHandler)CassetteHandler.Create("story-that-job-streaming.yaml", sourceFile: sourceFile);
            replay.Unused.Should().HaveCount(4);
        }
    }

    private static string SourceFile([CallerFilePath] string sourceFile = "") => sourceFile;
}
