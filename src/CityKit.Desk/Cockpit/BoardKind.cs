namespace CityKit.Desk.Cockpit;

/// <summary>What a board of the cockpit shows.</summary>
public enum BoardKind
{
    /// <summary>One performance figure with its target, its last periods, and the cases that it is made of.</summary>
    Figure,

    /// <summary>Work items by class, body, profile, state, district, street or community.</summary>
    Counts,

    /// <summary>One performance figure of each body, district, street or class, the best first.</summary>
    League,

    /// <summary>Open work items: overdue, due soon, in time.</summary>
    Backlog,

    /// <summary>Alerts of each rule, and how many were false.</summary>
    Rules,

    /// <summary>Alerts a day.</summary>
    Days,

    /// <summary>False alarms per sensor or camera and day.</summary>
    FalseAlarms,

    /// <summary>Minutes a day in which devices and sensors saw nothing.</summary>
    Blind,

    /// <summary>Devices by health.</summary>
    Devices,

    /// <summary>How satisfied reporters were.</summary>
    Survey,

    /// <summary>What became of leads.</summary>
    Leads,

    /// <summary>Open work items by unit grid, on the map.</summary>
    Map,

    /// <summary>Open and overdue work items of the city, its districts, streets and communities (指挥体系).</summary>
    Tree,

    /// <summary>The newest critical alerts that hold.</summary>
    Newest,

    /// <summary>Unit grids with the most reports.</summary>
    Places,

    /// <summary>Counts that anybody may see: those below 5 are withheld.</summary>
    Public,

    /// <summary>A text of the city's own.</summary>
    Text,
}
