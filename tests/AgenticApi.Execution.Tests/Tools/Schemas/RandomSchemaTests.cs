using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticApi.Execution.Schemas;

namespace AgenticApi.Tests.Tools;

public sealed class RandomSchemaTests
{
    private const int Schemas = 3000;

    [Fact]
    public void Value_made_for_a_random_schema_fits_and_a_changed_one_is_judged_like_a_naive_reader_judges()
    {
        var (fitting, refused) = (0, 0);
        for (var seed = 0; seed < Schemas; seed++)
        {
            var random = new RandomSchema(new Random(seed));
            var (schema, value) = random.Next();
            var root = new JsonObject { ["$defs"] = new JsonObject { ["flag"] = new JsonObject { ["type"] = "boolean" } }, ["allOf"] = new JsonArray(schema) };
            var validator = new SchemaValidator(JsonElement.Parse(root.ToJsonString()));
            Check(validator, value).Should().BeNull("seed {0}: {1} was made for {2}", seed, Text(value), root.ToJsonString());

            for (var change = 0; change < 10; change++)
            {
                var changed = random.Changed(value?.DeepClone());
                var fits = NaiveSchema.Fits(root, root, changed);
                (Check(validator, changed) is null).Should().Be(fits, "seed {0}: {1} against {2}", seed, Text(changed), root.ToJsonString());
                fitting += fits ? 1 : 0;
                refused += fits ? 0 : 1;
            }
        }

        // Both results must be frequent, otherwise the test proves little.
        fitting.Should().BeGreaterThan(Schemas);
        refused.Should().BeGreaterThan(Schemas);
    }

    private static string? Check(SchemaValidator validator, JsonNode? value) => validator.Check(JsonElement.Parse(Text(value)));

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "null";
}
