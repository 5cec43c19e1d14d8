using CityKit.Cases.Importing;
using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>An administrator takes a case of another system over (案卷导入). A case that is here already stays as it is.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="System">The other system's name, 1 to <see cref="MaxSystem"/> of the characters of a command's id.</param>
/// <param name="Case">The case.</param>
public sealed record ImportCase(string CommandId, string System, ImportedCase Case) : HubCommand(CommandId)
{
    /// <summary>The longest name of a system, in characters.</summary>
    public const int MaxSystem = 64;

    /// <summary>The command for a case: the same case of the same system is the same command.</summary>
    public static ImportCase Of(string system, ImportedCase from)
    {
        ArgumentNullException.ThrowIfNull(from);
        return new ImportCase($"import-{CaseImport.IdOf(system, from.ExternalId)}", system, from);
    }
}
