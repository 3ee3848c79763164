using AgenticApi.Packages.Tests.Support;

namespace AgenticApi.Packages.Tests;

/// <summary>Each package works for who has nothing else.</summary>
[Collection(SharedFeed.Name)]
public class FreshProjectTests(PackedFeed feed)
{
    private const int MostLines = 12;

    public static TheoryData<string> Libraries => [.. PackedFeed.Libraries];

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task Library_works_in_a_fresh_project_that_takes_it_alone(string name)
    {
        var lines = PackedFeed.SampleOf(name).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Count(line => !line.StartsWith("using ", StringComparison.Ordinal) && !line.StartsWith("//", StringComparison.Ordinal)).Should().BeLessThanOrEqualTo(MostLines);

        var printed = await Dotnet.RunAsync("dotnet", feed.ProjectOf(name), "bin/Debug/net10.0/Sample.dll");

        printed.Trim().Should().Be(lines[0]["// Prints: ".Length..]);
    }

    [Fact]
    public async Task Tool_is_installed_from_its_package_alone_and_runs()
    {
        var tool = await feed.InstallToolAsync();

        var printed = await Dotnet.RunAsync(tool, Repository.Root, "replay", Path.Combine("cassettes", "text-streaming.yaml"));

        printed.Should().Contain("text-streaming");
    }
}
