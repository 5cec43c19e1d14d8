using Microsoft.Extensions.Logging;

namespace CityKit.Samples.Compound.Children;

/// <summary>
/// The log of a child: standard error, which the driver writes to a file in the data folder. Standard output is the control line's.
/// </summary>
internal static class ChildLog
{
    /// <summary>A factory that writes there.</summary>
    public static ILoggerFactory Create() => LoggerFactory.Create(Configure);

    /// <summary>The same for a host.</summary>
    public static void Configure(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddFilter("System.Net.Http", LogLevel.Warning);
        logging.AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
