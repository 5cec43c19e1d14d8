using System.Globalization;

namespace CityKit.Samples.District.Nodes;

/// <summary>What a node is started with.</summary>
/// <param name="ConnectionString">The city's database.</param>
/// <param name="Name">The node's name.</param>
/// <param name="Port">Where devices and people reach it, on loopback.</param>
/// <param name="SiloPort">Where the other nodes reach it, on loopback.</param>
/// <param name="Partitions">How many the city has.</param>
/// <param name="Devices">How many devices the district has.</param>
/// <param name="AnswerKey">The file of the key that answers to devices are signed with, the same for all nodes.</param>
internal sealed record NodeOptions(
    string ConnectionString, string Name, int Port, int SiloPort, int Partitions, int Devices, string AnswerKey)
{
    /// <summary>Its address.</summary>
    internal Uri Address => new($"http://127.0.0.1:{Port}/");

    /// <summary>For the command line of a node's process.</summary>
    internal IEnumerable<string> ToArguments() =>
    [
        ConnectionString, Name, Text(Port), Text(SiloPort), Text(Partitions), Text(Devices), AnswerKey,
    ];

    /// <summary>Reads what <see cref="ToArguments"/> wrote.</summary>
    internal static NodeOptions Parse(IReadOnlyList<string> arguments) =>
        new(arguments[0], arguments[1], Number(arguments[2]), Number(arguments[3]), Number(arguments[4]), Number(arguments[5]),
            arguments[6]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
