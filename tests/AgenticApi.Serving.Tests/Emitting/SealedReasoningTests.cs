namespace AgenticApi.Serving.Tests.Emitting;

/// <summary>The encrypted content of reasoning.</summary>
public class SealedReasoningTests
{
    private const string Asking = """{"model":"m","include":["reasoning.encrypted_content"]}""";

    [Fact]
    public void Finished_reasoning_has_encrypted_content()
    {
        var emitted = Emit.All(
            [new ReasoningDelta("Hm\n"), new ReasoningDelta("\ud83c"), new ReasoningDelta("\udf9e"), new ContentDelta("a"), new ReasoningDelta("b")],
            Emit.Options(Asking, sealReasoning: Seal));

        emitted.Response.Output.OfType<ReasoningItem>().Select(item => item.EncryptedContent).Should().Equal("<🎞\nmH>", "<b>");
        emitted.Events.OfType<OutputItemDoneEvent>().Select(e => e.Item).OfType<ReasoningItem>().Select(item => item.EncryptedContent).Should().Equal("<🎞\nmH>", "<b>");
        emitted.Events.OfType<OutputItemAddedEvent>().Select(e => e.Item).OfType<ReasoningItem>().Select(item => item.EncryptedContent).Should().Equal(null, null);
        emitted.Response.Output.OfType<MessageItem>().Single().ToJson().Should().NotContain("encrypted");
    }

    [Fact]
    public void Reasoning_that_was_cut_off_has_encrypted_content() =>
        Emit.All([new ReasoningDelta("b"), new FinishDelta("length")], Emit.Options(Asking, sealReasoning: Seal)).Response.ToJson().Should().Contain("\"encrypted_content\":\"<b>\"");

    [Theory]
    [InlineData(Asking, false)]
    [InlineData("""{"model":"m"}""", true)]
    [InlineData("""{"model":"m","include":null}""", true)]
    public void Reasoning_without_include_or_option_has_no_encrypted_content(string request, bool canSeal) =>
        Emit.All([new ReasoningDelta("a")], Emit.Options(request, sealReasoning: canSeal ? Seal : null)).Response.ToJson().Should().NotContain("encrypted_content");

    internal static string Seal(string text) => $"<{string.Concat(text.EnumerateRunes().Reverse())}>";
}
