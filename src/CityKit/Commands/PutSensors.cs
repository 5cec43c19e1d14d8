using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>Adds sensors to the register, or changes their entries, while the hub runs (登记传感器).</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="File">Entries as the register's file has them, UTF-8 JSON, 1 to <see cref="MaxEntries"/>; an entry of the same sensor and
/// <c>validFrom</c> is replaced.</param>
public sealed record PutSensors(string CommandId, string File) : HubCommand(CommandId)
{
    /// <summary>The most entries of one command; a longer file is sent in parts.</summary>
    public const int MaxEntries = 1000;
}
