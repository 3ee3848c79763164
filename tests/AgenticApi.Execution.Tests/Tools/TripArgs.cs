using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgenticApi.Tests.Tools;

[JsonConverter(typeof(JsonStringEnumConverter<TripClass>))]
public enum TripClass
{
    First,
    Second,
}

[Description("A place.")]
public sealed record TripPlace([property: Description("The city.")] string City, TripPlace? Via = null);

public sealed record TripArgs(
    [property: Description("Where it begins.")] TripPlace From,
    TripPlace To,
    TripClass Class,
    TripClass? Fallback,
    int? Seats,
    IReadOnlyList<string> Names,
    Dictionary<string, double> Budget,
    [Description("Said to the conductor.")] string? Note = null);

public sealed class WeatherArgs
{
    [Description("The city.")]
    public required string City { get; init; }

    public required int Days
    {
        get;
        init => field = value < 100 ? value : throw new ArgumentException("secret detail");
    }
}

public sealed class NoArgs;

public sealed class OpenArgs
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }
}

public sealed class DateArgs
{
    public required List<DateOnly> Dates { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TripArgs))]
[JsonSerializable(typeof(WeatherArgs))]
[JsonSerializable(typeof(NoArgs))]
[JsonSerializable(typeof(OpenArgs))]
[JsonSerializable(typeof(DateArgs))]
[JsonSerializable(typeof(int[]))]
internal sealed partial class ToolJson : JsonSerializerContext;
