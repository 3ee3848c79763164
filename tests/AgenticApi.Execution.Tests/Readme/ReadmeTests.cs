using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.Readme;

/// <summary>The agent in the README is so.</summary>
public sealed class ReadmeTests : IDisposable
{
    private const string Begin = "        // README begins\n";
    private const string End = "        // README ends\n";
    private const string GoesOn = "// README goes on\n";

    private readonly string _runs = Path.Combine(Environment.CurrentDirectory, "runs");

    [Fact]
    public void Agent_is_the_one_that_is_compiled_here()
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, "tests/AgenticApi.Execution.Tests/Readme/Example.cs"));
        var body = source.Split(Begin)[1].Split(End)[0].Split('\n').Select(line => line.Length >= 8 ? line[8..] : line);

        File.ReadAllText(Path.Combine(Repository.Root, "src/AgenticApi.Execution/README.md")).Should().Contain($"```csharp\n{string.Join('\n', body)}\n{source.Split(GoesOn)[1]}```\n");
    }

    [Theory]
    [InlineData(true, "Booked to Rome.")]
    [InlineData(false, null)]
    public async Task Agent_asks_prints_the_text_and_books_once_where_it_may(bool isAllowed, string? booked)
    {
        await using var server = await ModelServer.StartAsync();
        server
            .Round(r => r.Text("I will look. ").Call("get_weather", """{"Name":"Paris"}""", "call_1").Call("get_weather", """{"Name":"Rome"}""", "call_2"))
            .Round(r => r.Text("Rome it is. ").Call("book_train", """{"Name":"Rome"}""", "call_3"))
            .Round(r => r.Text("Your train to Rome is booked."));
        using var http = new HttpClient { BaseAddress = server.BaseUrl };
        using var output = new StringWriter();
        var asked = new List<string>();

        await Example.RunAsync(http, call => { asked.Add($"{call.Name} {call.Arguments}"); return isAllowed; }, output);

        asked.Should().Equal("""book_train {"Name":"Rome"}""");
        server.Refusals.Should().BeEmpty();
        if (booked is null)
        {
            server.Requests.Should().HaveCount(2, "a call that nobody allowed waits on");
            return;
        }

        output.ToString().Should().Be($"I will look. Rome it is. Your train to Rome is booked.{Environment.NewLine}");
        server.Requests[2].Input[^1].GetProperty("output").GetString().Should().Be(booked);
    }

    public void Dispose()
    {
        if (Directory.Exists(_runs))
        {
            Directory.Delete(_runs, recursive: true);
        }
    }
}
