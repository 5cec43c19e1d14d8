using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CityKit.Hub.Tests.Support;

/// <summary>Keeps what is logged: everything, and apart from it what is an error or worse.</summary>
internal sealed class ErrorLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> errors = [];
    private readonly ConcurrentQueue<string> lines = [];

    internal IReadOnlyList<string> Errors => [.. errors];

    internal IReadOnlyList<string> Lines => [.. lines];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = $"{formatter(state, exception)} {exception}";
        lines.Enqueue(line);
        if (logLevel >= LogLevel.Error) errors.Enqueue(line);
    }

    public void Dispose()
    {
    }
}
