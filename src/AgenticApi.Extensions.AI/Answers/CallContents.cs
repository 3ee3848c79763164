using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>Converts calls of functions and custom tools to contents.</summary>
internal static class CallContents
{
    /// <summary>The argument that has the input of a custom tool.</summary>
    public const string Input = "input";

    /// <summary>Returns the content of a call.</summary>
    /// <param name="item">The call with its final ids.</param>
    /// <param name="isInformational">Whether the caller must not run it.</param>
    public static FunctionCallContent Of(OutputItem item, bool isInformational) => item switch
    {
        CustomToolCallItem custom => new FunctionCallContent(custom.CallId, custom.Name, new Dictionary<string, object?> { [Input] = custom.Input })
        {
            InformationalOnly = isInformational,
            RawRepresentation = custom,
            AdditionalProperties = Properties(custom.Namespace, ItemTypes.CustomToolCall),
        },
        FunctionCallItem call => OfFunction(call, isInformational),
        _ => throw new ArgumentException("The item is not a call.", nameof(item)),
    };

    /// <summary>Returns whether a call was cut off, so that its arguments are incomplete.</summary>
    public static bool IsCut(OutputItem item, Ending ending) => ending switch
    {
        Ending.Completed => false,
        Ending.Incomplete => item.Status is Statuses.Incomplete or Statuses.InProgress || (item is FunctionCallItem call && JsonText.MembersOf(ArgumentsOf(call)) is null),
        _ => true,
    };

    private static FunctionCallContent OfFunction(FunctionCallItem call, bool isInformational)
    {
        var content = FunctionCallContent.CreateFromParsedArguments(ArgumentsOf(call), call.CallId, call.Name, static text => JsonText.MembersOf(JsonElement.Parse(text)) ?? throw new JsonException("The arguments are not a JSON object."));
        content.InformationalOnly = isInformational;
        content.RawRepresentation = call;
        content.AdditionalProperties = Properties(call.Namespace, null);
        return content;
    }

    private static string ArgumentsOf(FunctionCallItem call) => string.IsNullOrWhiteSpace(call.Arguments) ? "{}" : call.Arguments;

    private static AdditionalPropertiesDictionary? Properties(string? ns, string? type)
    {
        if (ns is null && type is null)
        {
            return null;
        }

        var properties = new AdditionalPropertiesDictionary();
        if (ns is not null)
        {
            properties[ChatProperties.Namespace] = ns;
        }

        if (type is not null)
        {
            properties[ChatProperties.CallType] = type;
        }

        return properties;
    }
}
