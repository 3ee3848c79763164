using System.Net.Http.Headers;
using System.Text;

namespace AgenticApi.Cli.Tests;

/// <summary>A body of JSON.</summary>
internal static class JsonBody
{
    public static StringContent Of(string json) => new(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
}
