using System.Text;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>Sends JSON as the body of an answer.</summary>
internal static class JsonAnswer
{
    public static Task WriteAsync(HttpContext context, string json) => WriteAsync(context, Encoding.UTF8.GetBytes(json));

    public static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> utf8Json)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = utf8Json.Length;
        await context.Response.BodyWriter.WriteAsync(utf8Json, context.RequestAborted).ConfigureAwait(false);
    }
}
