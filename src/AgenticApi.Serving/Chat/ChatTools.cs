using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>The tools of a request and which of them the model shall use: flat there, nested under <c>function</c> here.</summary>
internal static class ChatTools
{
    public static void Write(JsonElement request, Utf8JsonWriter json)
    {
        var tools = request.Member("tools");
        if (!tools.Values().Any())
        {
            // Without tools neither of the others means anything, and some servers refuse them then.
            return;
        }

        json.WriteStartArray("tools");
        var i = 0;
        foreach (var tool in tools.Values())
        {
            if (tool.Member("type").Text() != "function")
            {
                throw new InvalidRequestException("Only function tools can be given to the model.", $"tools[{i}].type");
            }

            json.WriteStartObject();
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            foreach (var name in (ReadOnlySpan<string>)["name", "description", "parameters", "strict"])
            {
                ChatContent.Copy(tool, name, json);
            }

            json.WriteEndObject();
            json.WriteEndObject();
            i++;
        }

        json.WriteEndArray();
        WriteChoice(request.Member("tool_choice"), json);
        ChatContent.Copy(request, "parallel_tool_calls", json);
    }

    private static void WriteChoice(JsonElement choice, Utf8JsonWriter json)
    {
        if (choice.Text() is { } mode)
        {
            json.WriteString("tool_choice", mode is "none" or "auto" or "required" ? mode : throw Invalid());
        }
        else if (choice.HasValue())
        {
            json.WriteStartObject("tool_choice");
            json.WriteString("type", choice.Member("type").Text() == "function" ? "function" : throw Invalid());
            json.WriteStartObject("function");
            json.WriteString("name", choice.Member("name").Text() ?? throw Invalid());
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    private static InvalidRequestException Invalid() => new("It is none, auto, required, or a function by its name.", "tool_choice");
}
