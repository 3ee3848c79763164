using System.Diagnostics;
using System.Text.Json;
using AgenticApi.Execution.Schemas;

namespace AgenticApi.Tests.Tools;

public sealed class SchemaValidatorTests
{
    public static TheoryData<int> Rows => [.. Enumerable.Range(0, SchemaTable.Rows.Length)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Value_checked_against_a_schema_gives_the_path_of_the_first_error(int row)
    {
        var (schema, value, path) = SchemaTable.Rows[row];

        var error = Check(schema, value);

        PathOf(error).Should().Be(path, "of {0} with {1}, which gave {2}", schema, value, error);
    }

    [Theory]
    [InlineData("""{"type":"string"}""", "5", "$: expected a string, got 5")]
    [InlineData("""{"type":["integer","null"]}""", "\"5\"", "$: expected an integer or null, got the string \"5\"")]
    [InlineData("""{"enum":["a","b","c"]}""", "[]", "$: expected \"a\", \"b\" or \"c\", got an array")]
    [InlineData("""{"required":["city"]}""", "{}", "$.city: is required, but missing")]
    [InlineData("""{"properties":{"city":{}},"additionalProperties":false}""", """{"citty":1}""", "$.citty: is not a known member, expected \"city\"")]
    [InlineData("""{"minItems":2}""", "[1]", "$: expected at least 2 items, got 1")]
    [InlineData("""{"exclusiveMaximum":2}""", "2.0", "$: expected less than 2, got 2.0")]
    [InlineData("""{"pattern":"^a"}""", "\"b\"", "$: expected a string that matches ^a, got \"b\"")]
    [InlineData("""{"anyOf":[{"type":"null"},{"minimum":3}]}""", "1", "$: fits none of 2 alternatives: expected null, got 1; expected at least 3, got 1")]
    public void Error_says_what_was_expected_and_what_came(string schema, string value, string error) => Check(schema, value).Should().Be(error);

    [Fact]
    public void Error_of_long_values_and_names_repeats_forty_characters_at_most()
    {
        var longText = new string('x', 39) + string.Concat(Enumerable.Repeat("😀", 1000));

        Check("""{"type":"number"}""", JsonSerializer.Serialize(longText)).Should().Be($"$: expected a number, got the string \"{new string('x', 39)}…\"");
        Check("""{"type":"string"}""", new string('1', 41)).Should().Be("$: expected a string, got a number");
        Check("""{"additionalProperties":false}""", $$"""{"{{new string('n', 500)}}":1}""").Should().HaveLength("$[\"…\"]: is not a known member".Length + 40);
    }

    [Fact]
    public void Recursive_schema_with_a_value_as_deep_as_JSON_may_be_is_checked_to_its_end()
    {
        const string Schema = """{"type":"array","items":{"$ref":"#"}}""";

        Check(Schema, new string('[', 64) + new string(']', 64)).Should().BeNull();
        Check(Schema, new string('[', 63) + "1" + new string(']', 63)).Should().Be($"${string.Concat(Enumerable.Repeat("[0]", 63))}: expected an array, got 1");
    }

    [Fact]
    public void Schema_whose_alternatives_multiply_is_refused_after_a_bounded_time()
    {
        // Each level doubles the work: 2^60 schemas for one value.
        const string Schema = """{"anyOf":[{"items":{"$ref":"#"},"type":"array","minItems":1},{"items":{"$ref":"#"},"type":"array","minItems":1}]}""";
        var clock = Stopwatch.StartNew();

        var error = Check(Schema, new string('[', 60) + new string(']', 60));

        error.Should().Be("$: the schema allows too many combinations to check this value");
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Chain_of_ten_thousand_references_does_not_overflow_the_stack()
    {
        var links = string.Join(",", Enumerable.Range(0, 10_000).Select(i => $$"""  "d{{i}}":{"allOf":[{"$ref":"#/$defs/d{{i + 1}}"}]}  """));

        var error = Check("{\"$ref\":\"#/$defs/d0\",\"$defs\":{" + links + ",\"d10000\":{\"type\":\"string\"}}}", "1");

        error.Should().NotBeNull();
    }

    [Fact]
    public void Schema_of_one_kind_checks_a_hundred_thousand_items_in_linear_time()
    {
        const string Schema = """{"uniqueItems":true,"items":{"type":"object","properties":{"id":{"type":"integer"}},"required":["id"],"additionalProperties":false}}""";
        var clock = Stopwatch.StartNew();

        Check(Schema, $"[{string.Join(",", Enumerable.Range(0, 100_000).Select(i => $$"""{"id":{{i}}}"""))}]").Should().BeNull();

        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Table_has_at_least_120_rows() => SchemaTable.Rows.Should().HaveCountGreaterThanOrEqualTo(120);

    private static string? Check(string schema, string value) => new SchemaValidator(JsonElement.Parse(schema)).Check(JsonElement.Parse(value));

    private static string? PathOf(string? error) => error?[..error.IndexOf(": ", StringComparison.Ordinal)];
}
