using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgenticApi.Gateway;

/// <summary>Turns the exceptions of endpoints into errors in the API's form.</summary>
internal static partial class ErrorBoundary
{
    /// <summary>Returns an endpoint that answers with an error if <paramref name="serve"/> throws.</summary>
    public static RequestDelegate Wrap(RequestDelegate serve) => async context =>
    {
        try
        {
            await serve(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has disconnected: no error can be sent.
        }
#pragma warning disable CA1031 // A store may throw any exception, and the client needs an error for a fault of the gateway, too.
        catch (Exception e)
#pragma warning restore CA1031
        {
            await ErrorOf(context, e).WriteAsync(context).ConfigureAwait(false);
        }
    };

    /// <summary>Returns the error for an exception. Logs exceptions that are not a <see cref="GatewayException"/>.</summary>
    public static GatewayError ErrorOf(HttpContext context, Exception exception)
    {
        if (exception is GatewayException { Error: var error })
        {
            return error;
        }

        if (context.RequestServices.GetService<ILoggerFactory>() is { } loggers)
        {
            // Only the type, because the message may contain content.
            LogFailure(loggers.CreateLogger("AgenticApi.Gateway"), exception.GetType().FullName!);
        }

        return new GatewayError(StatusCodes.Status500InternalServerError, "The gateway failed. Retry the request.", Code: "gateway_failed");
    }

    /// <summary>Refuses a path or a method that the gateway does not serve.</summary>
    /// <exception cref="GatewayException">Always.</exception>
    public static Task UnknownAsync(HttpContext context)
    {
        var method = context.Request.Method.All(char.IsAsciiLetter) ? context.Request.Method : "?";
        throw new GatewayException(StatusCodes.Status404NotFound, $"Unknown request URL: {method} {context.Request.Path.ToUriComponent()}.", code: "unknown_url");
    }

    [LoggerMessage(1, LogLevel.Error, "A request failed: {Exception}.")]
    private static partial void LogFailure(ILogger logger, string exception);
}
