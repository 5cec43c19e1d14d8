using System.Text.Json.Serialization.Metadata;
using CityKit.Client.Alerts;
using CityKit.Client.Items;
using CityKit.Client.Json;

namespace CityKit.Desk.Access;

/// <summary>How the rows of the hub's own lists are read, for pages of an application's own.</summary>
public static class DeskRows
{
    /// <summary>Rows of <c>items/list</c> and <c>items/tasks</c>.</summary>
    public static JsonTypeInfo<ItemView> Item => ClientJson.Default.ItemView;

    /// <summary>Rows of <c>leads/list</c> and <c>leads/queue</c>.</summary>
    public static JsonTypeInfo<Lead> Lead => ClientJson.Default.Lead;

    /// <summary>Rows of <c>alerts/list</c>.</summary>
    public static JsonTypeInfo<Alert> Alert => ClientJson.Default.Alert;
}
