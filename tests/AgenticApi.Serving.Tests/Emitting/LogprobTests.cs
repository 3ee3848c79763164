using System.Text.Json;

namespace AgenticApi.Serving.Tests.Emitting;

/// <summary>Log probabilities of the answer's text.</summary>
public class LogprobTests
{
    private const string Asking = """{"model":"m","include":["x","message.output_text.logprobs"]}""";

    [Fact]
    public void Logprobs_are_in_their_delta_and_all_in_the_done_events()
    {
        var emitted = Emit.All([Say("Hel"), new ContentDelta("l"), Say("o")], Emit.Options(Asking));

        emitted.Events.OfType<OutputTextDeltaEvent>().Select(e => Tokens(e.Logprobs)).Should().Equal("Hel", "", "o");
        Tokens(emitted.Events.OfType<OutputTextDoneEvent>().Single().Logprobs).Should().Be("Hel,o");
        var part = (OutputTextPart)emitted.Response.Output.OfType<MessageItem>().Single().Content[0];
        Tokens(part.Logprobs).Should().Be("Hel,o");
        part.Logprobs[0].TopLogprobs.Should().ContainSingle().Which.Logprob.Should().Be(-0.5);
    }

    [Fact]
    public void Request_without_include_gets_no_logprobs()
    {
        foreach (var request in (string?[])[null, """{"model":"m","include":["reasoning.encrypted_content"]}""", """{"model":"m","include":"message.output_text.logprobs"}"""])
        {
            Emit.All([Say("a"), Say("b")], Emit.Options(request)).Response.ToJson().Should().Contain("\"logprobs\":[]").And.NotContain("\"token\"");
        }
    }

    [Fact]
    public void Logprobs_of_a_split_surrogate_pair_are_sent_with_the_pair() =>
        Emit.All([Say("\ud83c"), Say("\udf9e"), Say("")], Emit.Options(Asking)).Events.OfType<OutputTextDeltaEvent>().Select(e => e.Logprobs.Count).Should().Equal(2);

    [Fact]
    public void Invalid_logprobs_are_dropped() =>
        Emit.All([new ContentDelta("a") { Logprobs = JsonElement.Parse("[null,1,{\"token\" : \"a\"}]") }, new ContentDelta("b") { Logprobs = JsonElement.Parse("{}") }], Emit.Options(Asking))
            .Response.ToJson().Should().Contain("""[{"token":"a"}]""");

    internal static ContentDelta Say(string text) => new(text)
    {
        Logprobs = JsonElement.Parse($$"""[ {"token":{{JsonSerializer.Serialize(text)}},"logprob":-0.25,"bytes":[1],"top_logprobs":[{"token":"x","logprob":-0.5,"bytes":null}]} ]"""),
    };

    private static string Tokens(IEnumerable<TokenLogprob> logprobs) => string.Join(',', logprobs.Select(logprob => logprob.Token));
}
