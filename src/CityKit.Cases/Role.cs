namespace CityKit.Cases;

/// <summary>What an actor is allowed to act as (角色). One person or command centre may hold several.</summary>
public enum Role : byte
{
    /// <summary>The engine itself, on a timed step (系统).</summary>
    System = 0,

    /// <summary>Collects information, verifies and checks on site (监督员).</summary>
    Inspector = 1,

    /// <summary>Accepts or rejects reports (受理员).</summary>
    Acceptor = 2,

    /// <summary>Files, declines, voids and closes (值班长).</summary>
    DutyLeader = 3,

    /// <summary>Dispatches, decides on returns, extensions and suspensions (派遣员).</summary>
    Dispatcher = 4,

    /// <summary>The body that handles the case (主管部门、专业部门).</summary>
    CompetentDepartment = 5,

    /// <summary>Supervising leader (督办).</summary>
    Oversight = 6,

    /// <summary>Confirms leads and watches the alert desk (值班员).</summary>
    DutyOfficer = 7,

    /// <summary>Manager of a property-service firm (物业经理).</summary>
    PropertyManager = 8,

    /// <summary>Worker of a property-service firm (物业人员).</summary>
    PropertyWorker = 9,

    /// <summary>Visits and helps elders (社区救助、探访人员).</summary>
    CareWorker = 10,

    /// <summary>Someone who lives there (居民).</summary>
    Resident = 11,

    /// <summary>Grid worker, of another employer than the inspectors (网格员).</summary>
    GridWorker = 12,

    /// <summary>Admits devices and changes rules (系统管理员).</summary>
    Administrator = 13,

    /// <summary>A utility that sends meter readings (公用事业单位).</summary>
    Utility = 14,

    /// <summary>A machine that finds things and asks nobody: a camera's analysis, a recorder, a drone (机器).</summary>
    Machine = 15,
}
