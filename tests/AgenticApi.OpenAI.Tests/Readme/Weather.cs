namespace AgenticApi.OpenAI.Tests.Readme;

internal static class Weather
{
    public static Task<string> OfAsync(string city, CancellationToken cancellationToken) => Task.FromResult(city == "Rome" ? "sunny" : "rain").WaitAsync(cancellationToken);
}
