namespace CityKit.Credentials.Status;

/// <summary>Why a check answered as it did.</summary>
internal enum StatusCause
{
    NoList,
    NotYet,
    NoIndex,
    Expired,
    TooOld,
    Listed,
}
