namespace AgenticApi.Tests.Folding;

/// <summary>The log probabilities of deltas and complete texts.</summary>
public class LogprobTests
{
    private static readonly string[] Announced = [Wire.Created, Wire.Added(0, Wire.EmptyMessage("m")), Wire.PartAdded(0, id: "m")];

    [Fact]
    public void Logprobs_of_several_deltas_are_joined_in_their_order()
    {
        var part = Part([.. Announced, Delta("Hel", "Hel", -0.5), Delta("lo", "lo", -1.5)]);

        part.Text.Should().Be("Hello");
        part.Logprobs.Select(token => (token.Token, token.Logprob)).Should().Equal(("Hel", -0.5), ("lo", -1.5));
    }

    [Fact]
    public void Logprobs_of_a_delta_with_several_tokens_precede_those_of_the_next()
    {
        var two = With(Wire.Text(0, "Hello", id: "m"), """[ {"token":"Hel","logprob":-1} , {"token":"lo","logprob":-2} ]""");

        Part([.. Announced, two, Delta("!", "!", -3)]).Logprobs.Select(token => token.Token).Should().Equal("Hel", "lo", "!");
    }

    [Fact]
    public void Delta_without_logprobs_keeps_earlier_ones()
    {
        Part([.. Announced, Delta("a", "a", -1), With(Wire.Text(0, "b", id: "m"), "[ ]"), Wire.Text(0, "c", id: "m"), Delta("d", "d", -2)])
            .Logprobs.Select(token => token.Token).Should().Equal("a", "d");
    }

    [Fact]
    public void Logprobs_that_are_not_an_array_are_left_out() => Part([.. Announced, With(Wire.Text(0, "a", id: "m"), "{\"token\":\"a\"}")]).Logprobs.Should().BeEmpty();

    [Fact]
    public void Logprobs_of_deltas_are_kept_where_the_finished_part_and_item_have_none()
    {
        var finished = Wire.Message("m", "Hi");
        var part = Part([.. Announced, Delta("Hi", "Hi", -1), Wire.PartDone(0, "Hi", id: "m"), Wire.Done(0, finished), Wire.Completed(finished)]);

        part.Logprobs.Should().ContainSingle().Which.Token.Should().Be("Hi");
    }

    [Fact]
    public void Logprobs_of_the_finished_item_occur_once()
    {
        var finished = Wire.Message("m", "Hi").Replace("\"annotations\":[]", "\"annotations\":[],\"logprobs\":[{\"token\":\"Hi\",\"logprob\":-1}]", StringComparison.Ordinal);
        Part([.. Announced, Delta("Hi", "Hi", -1), Wire.Done(0, finished), Wire.Completed(finished)]).Logprobs.Should().ContainSingle();
    }

    private static string Delta(string text, string token, double logprob) =>
        With(Wire.Text(0, text, id: "m"), FormattableString.Invariant($$"""[{"token":"{{token}}","logprob":{{logprob}},"top_logprobs":[]}]"""));

    private static string With(string delta, string logprobs) => $"{delta[..^2]},\"logprobs\":{logprobs}}}";

    private static OutputTextPart Part(params string[] events) =>
        Fold.Events(events).Response.Output.OfType<MessageItem>().Single().Content.Should().ContainSingle().Which.Should().BeOfType<OutputTextPart>().Subject;
}
