using AgenticApi.PostgreSql.Tests.Support;
using AgenticApi.Readme.Tests.Blocks;

namespace AgenticApi.Readme.Tests.Programs;

/// <summary>Every C# sample of every README compiles and runs.</summary>
public class SampleTests(SamplePrograms programs) : IClassFixture<SamplePrograms>
{
    public static TheoryData<string> Places => [.. SamplePrograms.Samples.Where(sample => PostgresPrograms.Missing is null || !sample.Frame.NeedsPostgres).Select(sample => sample.Block.Place)];

    [Fact]
    public void Sample_has_one_frame_and_each_frame_its_sample()
    {
        var frames = Frame.All(".cs");

        Block.Of("csharp").Where(block => frames.Count(frame => frame.Fits(block)) != 1).Select(block => block.Place).Should().BeEmpty("each has one frame in {0}", Frame.Folder);
        frames.Where(frame => frame.Files.Any(file => Block.Of("csharp").Count(block => block.File == file && frame.Fits(block)) != 1)).Select(frame => frame.Name).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Sample_compiles_runs_and_prints_what_its_frame_says(string place)
    {
        var (block, frame) = SamplePrograms.Samples.Single(sample => sample.Block.Place == place);

        var printed = (await programs.RunAsync(block)).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        frame.Prints.Should().NotBeEmpty("{0} says what the sample prints", frame.Name);
        string.Join('\n', printed).Should().Match(string.Join('\n', frame.Prints));
    }
}
