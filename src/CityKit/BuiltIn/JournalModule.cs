using CityKit.Modules;

namespace CityKit.BuiltIn;

/// <summary>The journal (流水), for those who look into it.</summary>
internal sealed class JournalModule : ICityModule
{
    public string Name => "journal";

    public void Declare(ModuleDeclaration declaration) => declaration
        .Own(new JournalQuery()).Own(new JournalEntryQuery()).Own(new JournalStateQuery());
}
