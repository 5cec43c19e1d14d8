using Microsoft.Extensions.Logging;

namespace CityKit.Hub.Tests.Support;

/// <summary>Keeps what a store logs.</summary>
internal sealed class WarningLog : ILogger
{
    internal List<string> Warnings { get; } = [];

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Warnings.Add(formatter(state, exception));
}
