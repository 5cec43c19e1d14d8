namespace CityKit.Edge.Releases;

/// <summary>The release to start.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Entry">The file to start; its bytes and all others of the release are the signed ones.</param>
/// <param name="IsTrial">Whether it still has to prove itself.</param>
internal sealed record ReleaseChoice(long Number, string Entry, bool IsTrial);
