using CityKit.AlertDesk;
using CityKit.Modules;

namespace CityKit.BuiltIn;

/// <summary>Findings (发现): what was not seen, or could not be decided.</summary>
internal sealed class FindingsModule : ICityModule
{
    public string Name => "findings";

    public void Declare(ModuleDeclaration declaration) =>
        declaration.Own(FindingDocuments.Kind).Own(new FindingsQuery()).Own(new BlindTimes());
}
