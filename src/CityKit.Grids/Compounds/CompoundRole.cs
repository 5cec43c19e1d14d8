namespace CityKit.Grids.Compounds;

/// <summary>What a body is to a compound.</summary>
public enum CompoundRole : byte
{
    /// <summary>The property firm (物业服务企业).</summary>
    PropertyFirm = 1,

    /// <summary>The owners' committee (业主委员会).</summary>
    OwnersCommittee = 2,

    /// <summary>The community it belongs to (社区), by area code.</summary>
    Community = 3,

    /// <summary>The police station in charge (派出所).</summary>
    PoliceStation = 4,
}
