using System.Text.Json;

namespace AgenticApi.Serving.Tests.Emitting;

/// <summary>Annotations of the answer's text.</summary>
public class AnnotationTests
{
    [Fact]
    public void Annotation_is_sent_after_the_text_and_is_in_its_part()
    {
        var emitted = Emit.All(new ContentDelta("Hi"), Cite("a"), new ContentDelta("."), Cite("b"));

        emitted.Types.Skip(2).Should().Equal(
            "output_item.added", "content_part.added", "output_text.delta", "output_text.annotation.added", "output_text.delta", "output_text.annotation.added",
            "output_text.done", "content_part.done", "output_item.done", "completed");
        emitted.Events.OfType<OutputTextAnnotationAddedEvent>().Select(e => (e.AnnotationIndex, e.Annotation!.Url)).Should().Equal((0, "a"), (1, "b"));
        Urls(emitted).Should().Equal("a", "b");
    }

    [Fact]
    public void Equal_annotations_are_sent_once() =>
        Urls(Emit.All(new ContentDelta("Hi"), Cite("a"), Cite("a"), Cite("b"), Cite("a"))).Should().Equal("a", "b");

    [Fact]
    public void Annotation_without_open_text_belongs_to_the_next_text()
    {
        Urls(Emit.All(Cite("a"), new ReasoningDelta("r"), new ContentDelta(" \n"), new ContentDelta("Hi"), Cite("b"))).Should().Equal("a", "b");
        var emitted = Emit.All(new ContentDelta("one"), new RefusalDelta("no"), Cite("a"), new ContentDelta("two"));
        emitted.Response.Output.OfType<MessageItem>().Select(message => (message.Content[0] as OutputTextPart)?.Annotations.Count).Should().Equal(0, null, 1);
    }

    [Fact]
    public void Annotation_without_text_is_dropped() => Emit.All(Cite("a")).Response.Output.Should().BeEmpty();

    [Fact]
    public void Annotation_of_waiting_text_is_sent_with_it() =>
        Emit.All(EmitterTests.Call(0, "c", "f", "{"), new ContentDelta("Hi"), Cite("a"), EmitterTests.Call(0, arguments: "}")).Types.Should().ContainInOrder(
            "output_item.done", "output_item.added", "content_part.added", "output_text.delta", "output_text.annotation.added");

    [Fact]
    public void Annotation_must_be_an_object_and_is_sent_compact_without_lone_surrogates()
    {
        FluentActions.Invoking(() => new AnnotationDelta(default)).Should().Throw<ArgumentException>();
        using var spaced = JsonDocument.Parse("{\"type\" : \"url_citation\",\n \"t\": \"\\ud83c \"}");

        Emit.All(new ContentDelta("Hi"), new AnnotationDelta(spaced.RootElement)).Response.ToJson().Should().Contain("""[{"type":"url_citation","t":"\ufffd "}]""");
    }

    internal static AnnotationDelta Cite(string url) =>
        new(JsonElement.Parse($$"""{"type":"url_citation","start_index":0,"end_index":2,"title":"T","url":"{{url}}"}"""));

    private static IEnumerable<string?> Urls(Emission emitted) =>
        emitted.Response.Output.OfType<MessageItem>().Single().Content.OfType<OutputTextPart>().Single().Annotations.Select(annotation => annotation.Url);
}
