using CityKit.AlertDesk;
using CityKit.Modules;

namespace CityKit.BuiltIn;

/// <summary>Alerts (告警): what rules found, until it ends.</summary>
internal sealed class AlertsModule : ICityModule
{
    public string Name => "alerts";

    public void Declare(ModuleDeclaration declaration) => declaration.Own(AlertDocuments.Kind);
}
