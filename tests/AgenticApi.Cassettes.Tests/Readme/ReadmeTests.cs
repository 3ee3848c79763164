namespace AgenticApi.Cassettes.Tests.Readme;

/// <summary>What the README says is so.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void Example_of_a_test_project_is_the_one_that_runs_here()
    {
        var example = File.ReadAllText(Path.Combine(Repository.Root, "tests/AgenticApi.Cassettes.Tests/Readme/RenderFarmTests.cs"));

        File.ReadAllText(Path.Combine(Repository.Root, "src/AgenticApi.Cassettes/README.md")).Should().Contain($"```csharp\n{example}```");
        example.Split('\n').Should().HaveCountLessThan(30);
    }
}
