namespace CityKit.Grids.Compounds;

/// <summary>A dwelling (户室). Who lives in it is not here: persons are in protected records elsewhere.</summary>
/// <param name="Id">Its name behind the entrance, such as <c>302</c>.</param>
/// <param name="AddressCode">Its standard-address code (标准地址编码) as the city gives it; empty when not known.</param>
public sealed record Dwelling(string Id, string AddressCode);
