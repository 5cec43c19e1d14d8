using Microsoft.Extensions.Logging;

namespace CityKit.Orleans.Tests.Support;

/// <summary>What nodes log, in a file that <c>CITYKIT_TEST_LOG</c> names; nowhere when it names none.</summary>
internal sealed class TestLog : ILoggerProvider, ILogger
{
    private readonly string? path = Environment.GetEnvironmentVariable("CITYKIT_TEST_LOG");
    private readonly Lock gate = new();

    internal static TestLog Instance { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => path is not null;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (path is null) return;
        lock (gate)
            File.AppendAllText(path,
            $"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {logLevel} {formatter(state, exception)} {exception}\n");
    }

    public void Dispose()
    {
    }
}
