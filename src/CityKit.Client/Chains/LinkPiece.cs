namespace CityKit.Client.Chains;

/// <summary>A piece of evidence (证据); the link's id is its digest in the journal.</summary>
/// <param name="Type">What it is: Jpeg, Png, Mp4.</param>
/// <param name="Bytes">How long the original is.</param>
/// <param name="By">Who gave it: an actor's id.</param>
/// <param name="Shown">Whether there is a copy to look at without a purpose.</param>
public sealed record LinkPiece(string Type, long Bytes, string By, bool Shown);
