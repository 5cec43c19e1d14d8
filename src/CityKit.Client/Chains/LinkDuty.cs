namespace CityKit.Client.Chains;

/// <summary>Who answers for a place by the nets (责任查询).</summary>
/// <param name="Net">The net.</param>
/// <param name="Level">The level of the net.</param>
/// <param name="Place">The grid, or the area.</param>
/// <param name="Role">What the body is there.</param>
/// <param name="Nets">The nets' version.</param>
/// <param name="On">The day that was asked about, such as 2026-03-02.</param>
public sealed record LinkDuty(string Net, string Level, string Place, string Role, string Nets, string On);
