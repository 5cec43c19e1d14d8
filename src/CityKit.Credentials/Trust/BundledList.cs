using CityKit.Credentials.Status;

namespace CityKit.Credentials.Trust;

/// <summary>A status list in a trust bundle.</summary>
/// <param name="Number">Its number at the issuer, from 0; what a pass names in place of the URI.</param>
/// <param name="List">The list; its time to live is not carried, as nothing is fetched at a gate.</param>
public sealed record BundledList(int Number, StatusListToken List);
