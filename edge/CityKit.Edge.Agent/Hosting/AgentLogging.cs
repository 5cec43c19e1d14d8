using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Agent.Hosting;

/// <summary>Logs go to standard output alone, where journald takes them.</summary>
internal static class AgentLogging
{
    /// <summary>Under systemd in its own format, with the level in front; else a line for people.</summary>
    internal static void Add(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("System", LogLevel.Warning);
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal", LogLevel.Critical); // why a start was refused is said once, at the end
        if (Environment.GetEnvironmentVariable("JOURNAL_STREAM") is not null) logging.AddSystemdConsole();
        else logging.AddSimpleConsole(options => options.SingleLine = true);
    }
}
