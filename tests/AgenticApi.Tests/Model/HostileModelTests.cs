using System.Collections;
using System.Reflection;
using System.Text.Json;

namespace AgenticApi.Tests.Model;

/// <summary>No public member of a model class throws, whatever its JSON is.</summary>
public class HostileModelTests
{
    private static readonly Type[] ModelTypes =
        [.. typeof(WireObject).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(WireObject)) && !type.IsAbstract)];

    /// <summary>The properties that are documented as never null.</summary>
    private static readonly HashSet<PropertyInfo> NeverNull = [.. ModelTypes.SelectMany(type => type.GetProperties()).Where(IsNeverNull)];

    public static TheoryData<string> Classes => [.. ModelTypes.Select(type => type.Name)];

    [Fact]
    public void Model_classes_are_all_tested() => ModelTypes.Should().HaveCountGreaterThan(50).And.Contain([typeof(Response), typeof(UnknownItem)]);

    [Theory]
    [MemberData(nameof(Classes))]
    public void Object_with_a_hostile_member_never_throws(string name)
    {
        var type = Find(name);
        string[] members = [.. type.GetProperties().Select(property => HostileJson.WireName(property.Name)), "input_tokens_details", "output_tokens_details"];
        foreach (var json in members.SelectMany(member => HostileJson.Values.SelectMany(value => HostileJson.Objects(member, value))))
        {
            UseAll(Make(type, HostileJson.Parse(json)), Make(type, HostileJson.Parse(json + " ")), json);
        }
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void Value_in_place_of_the_object_never_throws(string name)
    {
        var type = Find(name);
        foreach (var json in HostileJson.Roots)
        {
            UseAll(Make(type, json), Make(type, json), json.ValueKind.ToString());
        }
    }

    [Fact]
    public void FromJson_takes_every_value_and_type()
    {
        var typed = HostileJson.Values.SelectMany(value => HostileJson.Objects("type", value)).Select(HostileJson.Parse);
        foreach (var json in HostileJson.Roots.Concat(typed))
        {
            OutputItem.FromJson(json).Should().NotBeNull();
            ContentPart.FromJson(json).Should().NotBeNull();
        }
    }

    [Fact]
    public void WriteTo_null_throws() => OutputItem.FromJson(default).Invoking(item => item.WriteTo(null!)).Should().Throw<ArgumentNullException>();

    private static Type Find(string name) => ModelTypes.Single(type => type.Name == name);

    private static WireObject Make(Type type, JsonElement json) =>
        (WireObject)type.GetConstructor(BindingFlags.NonPublic | BindingFlags.Instance, [typeof(JsonElement)])!.Invoke([json]);

    private static void UseAll(WireObject made, WireObject same, string json)
    {
        try
        {
            Use(made);
            if (!made.Equals(same) || !made.Equals((object)same) || made.GetHashCode() != same.GetHashCode() || made.Equals(null))
            {
                throw new InvalidOperationException("It does not equal itself.");
            }
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{made.GetType().Name} of {json[..Math.Min(json.Length, 200)]}", e);
        }
    }

    /// <summary>Calls every public member, and those of the returned objects.</summary>
    private static void Use(WireObject made)
    {
        foreach (var property in made.GetType().GetProperties())
        {
            var value = property.GetValue(made);
            if (value is null && NeverNull.Contains(property))
            {
                throw new InvalidOperationException($"{property.Name} is null.");
            }

            foreach (var inner in (value is IEnumerable values and not string ? values.Cast<object>() : [value!]).OfType<WireObject>())
            {
                Use(inner);
            }
        }

        using var writer = new Utf8JsonWriter(Stream.Null);
        made.WriteTo(writer);
        JsonDocument.Parse(made.ToJson(), HostileJson.AnyDepth).Dispose();
        JsonDocument.Parse(made.ToJson(indented: true), HostileJson.AnyDepth).Dispose();
        _ = made.ToString();
    }

    private static bool IsNeverNull(PropertyInfo property) =>
        !property.PropertyType.IsValueType && new NullabilityInfoContext().Create(property).ReadState == NullabilityState.NotNull;
}
