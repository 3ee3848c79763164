using System.Text;

namespace AgenticApi.Tests.Reading;

/// <summary>Events that are almost JSON: each is one malformed event, and reading continues.</summary>
public class DamagedJsonTests
{
    [Theory]
    [InlineData("{\"a\":1.}")]
    [InlineData("{\"a\":1.e3}")]
    [InlineData("{\"a\":.5}")]
    [InlineData("{\"a\":01}")]
    [InlineData("{\"a\":-}")]
    [InlineData("{\"a\":-x}")]
    [InlineData("{\"a\":+1}")]
    [InlineData("{\"a\":1e}")]
    [InlineData("{\"a\":1e+}")]
    [InlineData("{\"a\":tru}")]
    [InlineData("{\"a\":nulls}")]
    [InlineData("{\"a\":}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":[1,]}")]
    [InlineData("{,}")]
    [InlineData("{\"a\"}")]
    [InlineData("{\"a\":1]")]
    [InlineData("{\"a\":[1}}")]
    [InlineData("{\"a\":\"b\\\"}")]
    [InlineData("{\"a\":\"b\\")]
    [InlineData("{\"a\":\"\\x\"}")]
    [InlineData("{\"a\":\"\\u12g4\"}")]
    [InlineData("{\"a\":\"\\u12")]
    [InlineData("{\"a\":\"tab\there\"}")]
    [InlineData("{\"a\":1} x")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"a\"")]
    [InlineData("")]
    public void Event_that_is_not_a_json_object_is_malformed_and_the_next_one_is_read(string json)
    {
        var accumulator = Fold.Into(new(), [Wire.Created, Wire.Text(0, "Hel")]);

        var step = accumulator.Add(Encoding.UTF8.GetBytes(json));
        Fold.Into(accumulator, [Wire.Text(0, "lo")]);

        step.Deviations.Select(d => d.Kind).Should().Equal(DeviationKind.MalformedEvent);
        accumulator.Snapshot().OutputText.Should().Be("Hello");
    }

    [Fact]
    public void Damaged_event_with_very_many_brackets_in_a_text_is_malformed_and_not_too_deep() =>
        new ResponseAccumulator().Add(Encoding.UTF8.GetBytes($"{{\"a\":\"{new string('{', 500)}\",\"b\":oops}}")).Deviations.Select(d => d.Kind).Should().Contain(DeviationKind.MalformedEvent);

    [Fact]
    public void Array_with_very_many_brackets_in_a_text_is_malformed_and_not_too_deep() =>
        new ResponseAccumulator().Add(Encoding.UTF8.GetBytes($"[\"{new string('[', 500)}\"]")).Deviations.Select(d => d.Kind).Should().Contain(DeviationKind.MalformedEvent);

    [Theory]
    [InlineData("}")]
    [InlineData("{")]
    [InlineData("\\\"}")]
    [InlineData("]]{{[")]
    public void Bracket_in_a_text_does_not_end_the_object(string text)
    {
        var json = $"{{\"a\":\"{text}\",\"b\":{{\"c\":\"{text}\"}}}}";
        FoundFrames.In($"{{\"first\":1}}\n{json}\n{json}").Data.Should().Equal("{\"first\":1}", json, json);
        FoundFrames.In($"{{\"first\":1}}{json}{json}", piece: 1).Data.Should().Equal("{\"first\":1}", json, json);
    }

    [Fact]
    public void Name_with_an_escaped_backslash_is_unknown()
    {
        var result = Fold.Events(Wire.Created, """{"type":"response.output_text.delta","output_index":0,"\\u0064elta":"x"}""");
        result.Response.Output.Should().BeEmpty();
        result.Deviations.Select(d => d.Kind).Should().Contain(DeviationKind.FieldMissing);
    }

    [Fact]
    public void Name_with_escapes_is_found() =>
        Fold.Events(Wire.Created, """{"type":"response.output_text.delta","output_index":0,"\u0064elta":"x"}""").Response.OutputText.Should().Be("x");
}
