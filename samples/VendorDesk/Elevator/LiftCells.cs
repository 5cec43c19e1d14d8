using CityKit.Client.Items;
using Microsoft.AspNetCore.Components;

namespace CityKit.Samples.VendorDesk.Elevator;

/// <summary>What the desk's own lists and details show of a lift.</summary>
internal static class LiftCells
{
    internal static RenderFragment<ItemView> Number { get; } = view =>
        builder => builder.AddContent(0, view.Item.Details.GetValueOrDefault("liftNumber"));

    internal static RenderFragment<ItemView> Details { get; } = view => builder =>
    {
        builder.OpenComponent<LiftDetails>(0);
        builder.AddComponentParameter(1, nameof(LiftDetails.Item), view.Item);
        builder.CloseComponent();
    };
}
