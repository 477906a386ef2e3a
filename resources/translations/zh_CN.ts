<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source> (estimated)</source>
        <translation>（暂估）</translation>
    </message>
    <message>
        <source> (may follow)</source>
        <translation>（可容缺）</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>1 day left</source>
        <translation>剩 1 个工作日</translation>
    </message>
    <message>
        <source>A new act on the record as it is now.</source>
        <translation>以现在的记录为准，重新办理一次。</translation>
    </message>
    <message>
        <source>A special procedure is running; end it first.</source>
        <translation>特别程序正在进行，请先结束特别程序。</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>Accept with the estimated date</source>
        <translation>按暂估期限受理</translation>
    </message>
    <message>
        <source>Acceptance of {number} was refused.</source>
        <translation>{number} 已作不予受理决定。</translation>
    </message>
    <message>
        <source>Accepted on the applicant&apos;s written promise (notify and commit).</source>
        <translation>本件按告知承诺方式受理。</translation>
    </message>
    <message>
        <source>Accepted on {day}</source>
        <translation>受理日期：{day}</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>办理记录</translation>
    </message>
    <message>
        <source>{off}. Acts carry central&apos;s time all the same; cut off from central, no tickets are given until it is set right. Tell IT.</source>
        <translation>{off}。办理时间一律按中心时间记录；如与中心断开，校准之前不能取号。请联系系统管理员。</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>代理人</translation>
    </message>
    <message>
        <source>Agent&apos;s ID number</source>
        <translation>代理人身份证号码</translation>
    </message>
    <message>
        <source>Agent&apos;s name</source>
        <translation>代理人姓名</translation>
    </message>
    <message>
        <source>Agent&apos;s phone</source>
        <translation>代理人电话</translation>
    </message>
    <message>
        <source>Agent: {name}</source>
        <translation>代理人：{name}</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>All corrected. Submit again.</source>
        <translation>已全部更正，请再次提交。</translation>
    </message>
    <message>
        <source>All onto the tray</source>
        <translation>全部装入</translation>
    </message>
    <message>
        <source>All tickets of today have been taken.</source>
        <translation>今日号已取完</translation>
    </message>
    <message>
        <source>Already ticked, nothing was changed: {name}</source>
        <translation>已勾选过，未作改动：{name}</translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>Applicant: {name}</source>
        <translation>申请人：{name}</translation>
    </message>
    <message>
        <source>Apply mine again</source>
        <translation>按本机的再办一次</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>Archived as {number}.</source>
        <translation>已归档，档号 {number}。</translation>
    </message>
    <message>
        <source>Are you still there? Back to the start in {seconds} s.</source>
        <translation>您还在操作吗？{seconds} 秒后返回首页。</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>要求</translation>
    </message>
    <message>
        <source>At central</source>
        <translation>中心的</translation>
    </message>
    <message>
        <source>At the counter</source>
        <translation>办理时长</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Back office</source>
        <translation>后台</translation>
    </message>
    <message>
        <source>Back to the item</source>
        <translation>回到事项</translation>
    </message>
    <message>
        <source>Back to the reviewer; the clock keeps running</source>
        <translation>退回审查（期限继续计算）</translation>
    </message>
    <message>
        <source>Begin a special procedure: the clock stands still</source>
        <translation>启动特别程序（期限停止计算）</translation>
    </message>
    <message>
        <source>Begin the procedure</source>
        <translation>启动特别程序</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>显示屏</translation>
    </message>
    <message>
        <source>Brought</source>
        <translation>收到</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>日历</translation>
    </message>
    <message>
        <source>Call next</source>
        <translation>叫下一位</translation>
    </message>
    <message>
        <source>Came in</source>
        <translation>收到</translation>
    </message>
    <message>
        <source>Caps Lock is on.</source>
        <translation>大写锁定已打开。</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>办件</translation>
    </message>
    <message>
        <source>Case number</source>
        <translation>办件编号</translation>
    </message>
    <message>
        <source>Case number, then Enter</source>
        <translation>输入办件编号后回车</translation>
    </message>
    <message>
        <source>Case {number} is decided; its decision goes to the seal.</source>
        <translation>{number} 已作出决定，文书待用印。</translation>
    </message>
    <message>
        <source>Case {number} is yours.</source>
        <translation>{number} 已由您认领。</translation>
    </message>
    <message>
        <source>Case {number} was given back.</source>
        <translation>{number} 已退回科室待认领。</translation>
    </message>
    <message>
        <source>Case {number} went back to its reviewer.</source>
        <translation>{number} 已退回审查。</translation>
    </message>
    <message>
        <source>Case, issued</source>
        <translation>办件、签发</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>办件</translation>
    </message>
    <message>
        <source>Cases to decide</source>
        <translation>待决定办件</translation>
    </message>
    <message>
        <source>Cases to review</source>
        <translation>待审查办件</translation>
    </message>
    <message>
        <source>Central did not do it, and what was entered here was taken back.</source>
        <translation>中心没有办理，本机录入的内容已撤回。</translation>
    </message>
    <message>
        <source>Central never did it: the line broke before the act arrived there.</source>
        <translation>中心没有办理：提交到达之前连接已中断。</translation>
    </message>
    <message>
        <source>Central was asked and the answer did not come. The station finds out by itself whether it was done; do not do it again meanwhile.</source>
        <translation>已向中心提交，尚未收到答复。本机会自动查明是否办成，期间请勿重复办理。</translation>
    </message>
    <message>
        <source>Certificate checked</source>
        <translation>核验证件号码</translation>
    </message>
    <message>
        <source>Certificate number</source>
        <translation>证件号码</translation>
    </message>
    <message>
        <source>Certificate read.</source>
        <translation>已读取证件号码。</translation>
    </message>
    <message>
        <source>Certificate to make</source>
        <translation>待制证</translation>
    </message>
    <message>
        <source>Check in</source>
        <translation>收件</translation>
    </message>
    <message>
        <source>Choose a case at the left, or scan its folder.</source>
        <translation>请在左侧选择办件，或扫描案卷标签。</translation>
    </message>
    <message>
        <source>Choose a case first.</source>
        <translation>请先选择办件。</translation>
    </message>
    <message>
        <source>Choose a case.</source>
        <translation>请选择办件。</translation>
    </message>
    <message>
        <source>Choose a case: ↑ ↓ or scan a label.</source>
        <translation>请选择办件：↑ ↓ 选择，或扫描标签</translation>
    </message>
    <message>
        <source>Choose a document of the case.</source>
        <translation>请选择一份文书。</translation>
    </message>
    <message>
        <source>Choose a document on the left: it is shown here before it is sealed.</source>
        <translation>请在左边选择文书，先在这里看过再用印。</translation>
    </message>
    <message>
        <source>Choose a document that waits for the seal.</source>
        <translation>请选择一份待用印的文书。</translation>
    </message>
    <message>
        <source>Choose a document.</source>
        <translation>请选择文书。</translation>
    </message>
    <message>
        <source>Choose a passed ticket in the list.</source>
        <translation>请在列表中选择一个已过号的号。</translation>
    </message>
    <message>
        <source>Choose a print job in the list.</source>
        <translation>请在列表中选择一项打印任务。</translation>
    </message>
    <message>
        <source>Choose a recommendation.</source>
        <translation>请选择审查建议。</translation>
    </message>
    <message>
        <source>Choose a service  →  ID number if you like  →  take the slip</source>
        <translation>选择业务  →  输入身份证号（可不填）  →  取票等候叫号</translation>
    </message>
    <message>
        <source>Choose a service item first.</source>
        <translation>请先选择事项。</translation>
    </message>
    <message>
        <source>Choose a service item: its materials are listed here.</source>
        <translation>选择事项后，这里列出应交材料。</translation>
    </message>
    <message>
        <source>Choose a tray at the left, or scan its first folder.</source>
        <translation>请在左侧选择批次，或扫描其中第一份案卷。</translation>
    </message>
    <message>
        <source>Choose an act in the list.</source>
        <translation>请在左侧选择一条记录。</translation>
    </message>
    <message>
        <source>Choose another counter</source>
        <translation>换一个窗口</translation>
    </message>
    <message>
        <source>Choose one from the list.</source>
        <translation>请从列表中选择。</translation>
    </message>
    <message>
        <source>Choose the counter you work at.</source>
        <translation>请选择您所在的窗口。</translation>
    </message>
    <message>
        <source>Choose the outcome</source>
        <translation>选择办理结果</translation>
    </message>
    <message>
        <source>Choose the situation: it decides the materials.</source>
        <translation>请选择办理情形：材料清单由它决定。</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>已选中</translation>
    </message>
    <message>
        <source>Claim</source>
        <translation>认领</translation>
    </message>
    <message>
        <source>Claim the case first.</source>
        <translation>请先认领本件，再填写审查意见。</translation>
    </message>
    <message>
        <source>Claimed by me</source>
        <translation>我认领的</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Clauses</source>
        <translation>法律依据</translation>
    </message>
    <message>
        <source>Clerk</source>
        <translation>窗口人员</translation>
    </message>
    <message>
        <source>Close as not corrected</source>
        <translation>逾期未补正终止</translation>
    </message>
    <message>
        <source>Close counter</source>
        <translation>关闭窗口</translation>
    </message>
    <message>
        <source>Close message</source>
        <translation>关闭消息</translation>
    </message>
    <message>
        <source>Close the day</source>
        <translation>日终清号</translation>
    </message>
    <message>
        <source>Closed now. Hours today: {hours}</source>
        <translation>现在不办理，今日办理时间 {hours}</translation>
    </message>
    <message>
        <source>Closed today.</source>
        <translation>今日不办理</translation>
    </message>
    <message>
        <source>Competent body, where to apply</source>
        <translation>主管机关（应向何处申请）</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Connected to central again.</source>
        <translation>已恢复与中心的连接。</translation>
    </message>
    <message>
        <source>Connected to central again; what was done meanwhile was told: {n}.</source>
        <translation>已恢复与中心的连接，断开期间办理的 {n} 项已上传。</translation>
    </message>
    <message>
        <source>Continue serving</source>
        <translation>继续办理</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>份数</translation>
    </message>
    <message>
        <source>Copies sealed</source>
        <translation>用印份数</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Correct entry</source>
        <translation>更正为</translation>
    </message>
    <message>
        <source>Correct on the spot</source>
        <translation>当场更正</translation>
    </message>
    <message>
        <source>Correction notice</source>
        <translation>补正告知</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Counter {counter}</source>
        <translation>{counter} 号窗口</translation>
    </message>
    <message>
        <source>Counters</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Counters of this hall</source>
        <translation>本大厅的窗口</translation>
    </message>
    <message>
        <source>Counts as accepted: the applicant was not told in time what to correct (Art. 32).</source>
        <translation>逾期未告知补正，视为受理（行政许可法第三十二条）。</translation>
    </message>
    <message>
        <source>Custody</source>
        <translation>材料流转</translation>
    </message>
    <message>
        <source>Cut off from central since {since} ({lasted}). Check-in and calling go on and are told afterwards; what needs central waits.</source>
        <translation>与中心断开：{since} 起（{lasted}）。收件、叫号照常，恢复后自动上传；须由中心办理的事项请等恢复后再办。</translation>
    </message>
    <message>
        <source>Cut off from central since {since} ({lasted}). Check-in, tickets and calling go on and are told afterwards; what needs central waits.</source>
        <translation>与中心断开：{since} 起（{lasted}）。收件、取号、叫号照常，恢复后自动上传；须由中心办理的事项请等恢复后再办。</translation>
    </message>
    <message>
        <source>Cut off from central: only numbers that this station gave since then are called. Serve everybody else by scanning the slip.</source>
        <translation>与中心断开：只能叫断开后本机发出的号；其他人请扫描其手中的小票办理。</translation>
    </message>
    <message>
        <source>Data updated at {time}</source>
        <translation>数据更新于 {time}</translation>
    </message>
    <message>
        <source>Days left</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>作出决定</translation>
    </message>
    <message>
        <source>Decide at once (one step)</source>
        <translation>当场决定（一审制）</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>Delete the last digit</source>
        <translation>删除最后一位</translation>
    </message>
    <message>
        <source>Deliver</source>
        <translation>送达</translation>
    </message>
    <message>
        <source>Delivered. Have the receipt {number} signed.</source>
        <translation>已登记送达。请在送达回证 {number} 上签收。</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>送达</translation>
    </message>
    <message>
        <source>Demo hall</source>
        <translation>演示大厅</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>不予许可</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Disconnected since {time}. What is shown is from then.</source>
        <translation>自 {time} 起连接中断，以下为当时的内容。</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文书</translation>
    </message>
    <message>
        <source>Document or case number</source>
        <translation>文号或办件编号</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文书</translation>
    </message>
    <message>
        <source>Documents of the case</source>
        <translation>办件的文书</translation>
    </message>
    <message>
        <source>Documents that wait for the seal</source>
        <translation>待用印的文书</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Done ({seconds})</source>
        <translation>完成（{seconds}）</translation>
    </message>
    <message>
        <source>Due on</source>
        <translation>到期日</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>今日到期</translation>
    </message>
    <message>
        <source>Empty: as in the case</source>
        <translation>不填则按办件记录</translation>
    </message>
    <message>
        <source>Empty: at the hall</source>
        <translation>不填则为本大厅</translation>
    </message>
    <message>
        <source>Empty: the program numbers it</source>
        <translation>不填则由系统编号</translation>
    </message>
    <message>
        <source>End the procedure</source>
        <translation>结束特别程序</translation>
    </message>
    <message>
        <source>End the special procedure: the clock runs again</source>
        <translation>结束特别程序（期限继续计算）</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Enter a fee</source>
        <translation>登记缴费</translation>
    </message>
    <message>
        <source>Enter in the list does the same.</source>
        <translation>在列表中按回车也可以。</translation>
    </message>
    <message>
        <source>Enter on a ticket on hold takes it up again.</source>
        <translation>在已挂起的号上按回车可回呼办理。</translation>
    </message>
    <message>
        <source>Enter the certificate</source>
        <translation>登记制证</translation>
    </message>
    <message>
        <source>Enter the delivery</source>
        <translation>登记送达</translation>
    </message>
    <message>
        <source>Enter the result</source>
        <translation>登记上级决定</translation>
    </message>
    <message>
        <source>Enter the use of the seal</source>
        <translation>登记用印</translation>
    </message>
    <message>
        <source>Entered: {count} documents, {copies} copies each.</source>
        <translation>已登记用印：{count} 份文书，每份盖章 {copies} 份。</translation>
    </message>
    <message>
        <source>Entering {n} of {of} …</source>
        <translation>正在登记第 {n} 份，共 {of} 份……</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Errors that can be mended at once need no notice; each one is kept (Art. 32).</source>
        <translation>可以当场更正的错误无须出具告知书，逐项留痕（行政许可法第三十二条）。</translation>
    </message>
    <message>
        <source>Every step</source>
        <translation>全部环节</translation>
    </message>
    <message>
        <source>Everything done here has been told to central.</source>
        <translation>本机办理的内容都已上传中心。</translation>
    </message>
    <message>
        <source>Everything is here.</source>
        <translation>材料齐全</translation>
    </message>
    <message>
        <source>Everything on this tray was scanned in.</source>
        <translation>本批次已全部扫描，可以接收。</translation>
    </message>
    <message>
        <source>Extend the legal limit, once and by ten days at most</source>
        <translation>延长法定期限（限一次，最多十个工作日）</translation>
    </message>
    <message>
        <source>Extend the limit</source>
        <translation>延期</translation>
    </message>
    <message>
        <source>Extended by {days} working days.</source>
        <translation>已延期 {days} 个工作日。</translation>
    </message>
    <message>
        <source>Facts and reasons</source>
        <translation>事实和理由</translation>
    </message>
    <message>
        <source>Fee by the published table</source>
        <translation>收费项目（按公布标准）</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Find a case</source>
        <translation>查找办件</translation>
    </message>
    <message>
        <source>Find a case, person or ticket  Ctrl+K</source>
        <translation>查找办件、人员、排队号  Ctrl+K</translation>
    </message>
    <message>
        <source>Find cases</source>
        <translation>查找办件</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>办结</translation>
    </message>
    <message>
        <source>Finish or pass the ticket in hand first.</source>
        <translation>请先办结或过号。</translation>
    </message>
    <message>
        <source>Finish, next</source>
        <translation>办结并叫下一位</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已办结</translation>
    </message>
    <message>
        <source>First finish or pass at the counter: {numbers}.</source>
        <translation>请窗口先办结或过号：{numbers}。</translation>
    </message>
    <message>
        <source>First join</source>
        <translation>首次加入</translation>
    </message>
    <message>
        <source>First join: {rows} of {of} records copied. Leave this window open.</source>
        <translation>首次加入：已复制 {rows} / {of} 条记录，请不要关闭窗口。</translation>
    </message>
    <message>
        <source>Folder label</source>
        <translation>案卷标签</translation>
    </message>
    <message>
        <source>Foreign, to be sent back: {labels}.</source>
        <translation>不属本批次，请退回：{labels}。</translation>
    </message>
    <message>
        <source>From {least} to {most}.</source>
        <translation>应在 {least} 到 {most} 之间。</translation>
    </message>
    <message>
        <source>Front hall</source>
        <translation>前台大厅</translation>
    </message>
    <message>
        <source>Give back</source>
        <translation>退回认领</translation>
    </message>
    <message>
        <source>Give the notice</source>
        <translation>出具告知书</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续操作</translation>
    </message>
    <message>
        <source>Go on with acceptance</source>
        <translation>继续受理</translation>
    </message>
    <message>
        <source>Go to workspace</source>
        <translation>切换工作区</translation>
    </message>
    <message>
        <source>Grant</source>
        <translation>准予许可</translation>
    </message>
    <message>
        <source>Hall Client</source>
        <translation>大厅客户端</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>移交</translation>
    </message>
    <message>
        <source>Hand-off</source>
        <translation>移交</translation>
    </message>
    <message>
        <source>Handed in, but the form or the number of copies does not do.</source>
        <translation>已提交，但形式或份数不符合要求。</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>挂起</translation>
    </message>
    <message>
        <source>How did {number} end?</source>
        <translation>{number} 的办理结果？</translation>
    </message>
    <message>
        <source>ID number</source>
        <translation>身份证号码</translation>
    </message>
    <message>
        <source>ID number (optional)</source>
        <translation>身份证号码（选填）</translation>
    </message>
    <message>
        <source>ID number {number}</source>
        <translation>身份证号码 {number}</translation>
    </message>
    <message>
        <source>Intake</source>
        <translation>收件</translation>
    </message>
    <message>
        <source>Issue a ticket</source>
        <translation>人工取号</translation>
    </message>
    <message>
        <source>Issue ticket</source>
        <translation>取号</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>It goes to the printer as soon as the printer is free.</source>
        <translation>打印机一有空就会打印。</translation>
    </message>
    <message>
        <source>It is at the printer now.</source>
        <translation>正在打印机上打印。</translation>
    </message>
    <message>
        <source>It is on paper</source>
        <translation>纸已打出</translation>
    </message>
    <message>
        <source>It is on paper. Printed again, a document is marked as a reprint.</source>
        <translation>已经打出。再次打印的文书会标明“补打”。</translation>
    </message>
    <message>
        <source>It may be on paper, whole or in part, or not at all. It is never printed again by itself: look at the paper in the printer, then decide.</source>
        <translation>可能已经打出，也可能只打了一部分，或者没有打出。系统不会自动重打：请先查看打印机上的纸，再决定。</translation>
    </message>
    <message>
        <source>It stands, at central too. Something about it deserves to be known.</source>
        <translation>中心也已办理，但有一处需要您知晓。</translation>
    </message>
    <message>
        <source>It was done here and is told to central as soon as it can be reached.</source>
        <translation>已在本机办理，连上中心后自动上传。</translation>
    </message>
    <message>
        <source>It was extended once, by {days} days.</source>
        <translation>本件已延期一次（{days} 个工作日），不能再延。</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>J K move, Enter goes to the decision</source>
        <translation>J K 上下移动，回车填写决定</translation>
    </message>
    <message>
        <source>J K move, Enter goes to the opinion</source>
        <translation>J K 上下移动，回车填写意见</translation>
    </message>
    <message>
        <source>J K move, Enter opens, Ctrl+F searches</source>
        <translation>J K 上下移动，回车打开，Ctrl+F 搜索</translation>
    </message>
    <message>
        <source>Kind of applicant</source>
        <translation>申请人类型</translation>
    </message>
    <message>
        <source>Kind of certificate</source>
        <translation>证件类型</translation>
    </message>
    <message>
        <source>Kind of hold</source>
        <translation>挂起方式</translation>
    </message>
    <message>
        <source>Kind of refusal</source>
        <translation>不予受理的种类</translation>
    </message>
    <message>
        <source>Kind of request</source>
        <translation>申请类型</translation>
    </message>
    <message>
        <source>Kiosk</source>
        <translation>取号机</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Label printer</source>
        <translation>标签打印机</translation>
    </message>
    <message>
        <source>Label: {name}</source>
        <translation>标签：{name}</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Labels of the tray</source>
        <translation>批次内标签</translation>
    </message>
    <message>
        <source>Large print</source>
        <translation>大字版</translation>
    </message>
    <message>
        <source>Leave all of this case</source>
        <translation>本件全部不再办理</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>已阅，不再办理</translation>
    </message>
    <message>
        <source>Legal limit {due} -&gt; {until}; the promised limit stays.</source>
        <translation>法定期限 {due} → {until}，承诺期限不变。</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁屏</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁屏</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>登录名</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>最长等候</translation>
    </message>
    <message>
        <source>Longest wait: {minutes}</source>
        <translation>最长等候 {minutes}</translation>
    </message>
    <message>
        <source>Material</source>
        <translation>材料</translation>
    </message>
    <message>
        <source>Materials</source>
        <translation>申请材料</translation>
    </message>
    <message>
        <source>Materials that are returned</source>
        <translation>退还的材料</translation>
    </message>
    <message>
        <source>May</source>
        <translation>授权范围</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>送达方式</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>本机的</translation>
    </message>
    <message>
        <source>Missing: {labels}.</source>
        <translation>缺：{labels}。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Name, pinyin initials or code; Enter takes the first</source>
        <translation>输入名称、拼音首字母或编码，回车选中第一项</translation>
    </message>
    <message>
        <source>Needed before closing time</source>
        <translation>下班时间之前必填</translation>
    </message>
    <message>
        <source>Needed unless ordinary</source>
        <translation>非普通类别必须填写</translation>
    </message>
    <message>
        <source>New case</source>
        <translation>新收件</translation>
    </message>
    <message>
        <source>Next case</source>
        <translation>下一件</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>No case fits. Try a number, a label, a name or an ID number.</source>
        <translation>没有匹配的办件。请用编号、标签、姓名或证件号码再试。</translation>
    </message>
    <message>
        <source>No counter is open yet</source>
        <translation>窗口尚未开启</translation>
    </message>
    <message>
        <source>No document is chosen that waits for the seal.</source>
        <translation>没有选中待用印的文书。</translation>
    </message>
    <message>
        <source>No document waits for the seal.</source>
        <translation>没有待用印的文书。</translation>
    </message>
    <message>
        <source>No item chosen yet.</source>
        <translation>尚未选择事项。</translation>
    </message>
    <message>
        <source>No item fits. Try the name, its pinyin initials or the code.</source>
        <translation>没有匹配的事项。请用名称、拼音首字母或编码再试。</translation>
    </message>
    <message>
        <source>No materials.</source>
        <translation>没有材料。</translation>
    </message>
    <message>
        <source>No name given</source>
        <translation>未登记姓名</translation>
    </message>
    <message>
        <source>No opinion was written.</source>
        <translation>未填写审查意见。</translation>
    </message>
    <message>
        <source>No packet waits at the front for this section.</source>
        <translation>前台没有待移交该科室的案卷。</translation>
    </message>
    <message>
        <source>No paper slips at the moment: your number is shown on this screen.</source>
        <translation>取号机暂不能打印号票：取号后请记住屏幕上的号码。</translation>
    </message>
    <message>
        <source>No recall left: pass the ticket if nobody comes.</source>
        <translation>重呼次数已用完，无人到场请过号。</translation>
    </message>
    <message>
        <source>No special procedure is running.</source>
        <translation>没有正在进行的特别程序。</translation>
    </message>
    <message>
        <source>No ticket fits, or none has been issued today.</source>
        <translation>没有符合条件的号，或今天还没有取号。</translation>
    </message>
    <message>
        <source>No ticket in hand</source>
        <translation>没有正在办理的号</translation>
    </message>
    <message>
        <source>No ticket is being called.</source>
        <translation>当前没有正在呼叫的号。</translation>
    </message>
    <message>
        <source>No tickets at the moment. Please go to the guide desk.</source>
        <translation>暂时不能取号，请到导办台咨询。</translation>
    </message>
    <message>
        <source>No tray is on its way here.</source>
        <translation>没有待接收的批次。</translation>
    </message>
    <message>
        <source>No tray is open</source>
        <translation>尚未打开批次</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Nobody has been called yet</source>
        <translation>暂无叫号</translation>
    </message>
    <message>
        <source>Nobody has been served here today.</source>
        <translation>本窗口今天还没有办理记录。</translation>
    </message>
    <message>
        <source>Nobody is at the counter.</source>
        <translation>窗口空闲。</translation>
    </message>
    <message>
        <source>Nobody is waiting for this counter.</source>
        <translation>没有人在等候本窗口。</translation>
    </message>
    <message>
        <source>Nobody waits with a number that this station gave since the link was lost.</source>
        <translation>断开后本机发出的号都已叫完。其他人请扫描其手中的小票办理。</translation>
    </message>
    <message>
        <source>None yet.</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>Normal print</source>
        <translation>标准字号</translation>
    </message>
    <message>
        <source>Not entered:</source>
        <translation>未登记：</translation>
    </message>
    <message>
        <source>Not handed in.</source>
        <translation>未提交。</translation>
    </message>
    <message>
        <source>Not sealed</source>
        <translation>未用印</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Nothing fits this search or filter.</source>
        <translation>没有符合条件的待办，请更换筛选或搜索内容。</translation>
    </message>
    <message>
        <source>Nothing here has the code {code}; it was not counted.</source>
        <translation>无法识别条码 {code}，未计入。</translation>
    </message>
    <message>
        <source>Nothing is awaited from the applicant.</source>
        <translation>没有待申请人提交的材料。</translation>
    </message>
    <message>
        <source>Nothing is to be archived.</source>
        <translation>没有待归档的办件。</translation>
    </message>
    <message>
        <source>Nothing is to be delivered.</source>
        <translation>没有待送达的办件。</translation>
    </message>
    <message>
        <source>Nothing missing</source>
        <translation>不缺材料</translation>
    </message>
    <message>
        <source>Nothing that waits for the seal has the code {code}.</source>
        <translation>待用印的文书中没有“{code}”。</translation>
    </message>
    <message>
        <source>Nothing to decide here.</source>
        <translation>这一项不需要处理。</translation>
    </message>
    <message>
        <source>Nothing to settle: what was told, central did as it was done here.</source>
        <translation>没有待处理的记录：已上传的内容，中心都已照办。</translation>
    </message>
    <message>
        <source>Nothing waits for you. New work appears here by itself.</source>
        <translation>没有待办。新的待办会自动出现在这里。</translation>
    </message>
    <message>
        <source>Nothing waits for your decision.</source>
        <translation>没有待您决定的办件。</translation>
    </message>
    <message>
        <source>Nothing waits for your review.</source>
        <translation>没有待审查的办件。</translation>
    </message>
    <message>
        <source>Nothing was done yet.</source>
        <translation>尚无办理记录。</translation>
    </message>
    <message>
        <source>Nothing was printed at this station yet.</source>
        <translation>本工作站还没有打印过。</translation>
    </message>
    <message>
        <source>Nothing was printed. Put right what is wrong, then print again.</source>
        <translation>没有打出。请排除故障后再重新打印。</translation>
    </message>
    <message>
        <source>Nothing was sealed today.</source>
        <translation>今天还没有用印。</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>Notify-and-commit</source>
        <translation>告知承诺</translation>
    </message>
    <message>
        <source>Notify-and-commit (the applicant promises in writing)</source>
        <translation>以告知承诺方式办理（申请人书面承诺）</translation>
    </message>
    <message>
        <source>Now calling</source>
        <translation>正在叫号</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>文号</translation>
    </message>
    <message>
        <source>Number of its document</source>
        <translation>上级文书文号</translation>
    </message>
    <message>
        <source>Number of the certificate</source>
        <translation>证照编号</translation>
    </message>
    <message>
        <source>Number of the receipt</source>
        <translation>票据号码</translation>
    </message>
    <message>
        <source>Number, item or applicant  Ctrl+F</source>
        <translation>编号、事项或申请人  Ctrl+F</translation>
    </message>
    <message>
        <source>Number, label, name or ID number; ↓ to the list</source>
        <translation>编号、标签、姓名或证件号码</translation>
    </message>
    <message>
        <source>Number, name, queue or state  Ctrl+F</source>
        <translation>号码、姓名、队列、状态  Ctrl+F</translation>
    </message>
    <message>
        <source>Offline number: keep the slip and show it at a counter or the guide desk.</source>
        <translation>离线号：请保管好小票，到窗口或导办台出示，由工作人员扫码办理。</translation>
    </message>
    <message>
        <source>On the tray</source>
        <translation>已装入</translation>
    </message>
    <message>
        <source>On their way here</source>
        <translation>待接收批次</translation>
    </message>
    <message>
        <source>Only a clerk can go on with this case.</source>
        <translation>此件只能由窗口人员继续办理。</translation>
    </message>
    <message>
        <source>Only the head of the body extends a limit (Licensing Law Art. 42).</source>
        <translation>延期须由机关负责人批准（行政许可法第四十二条）。</translation>
    </message>
    <message>
        <source>Onto the tray</source>
        <translation>装入批次</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open counter</source>
        <translation>开启窗口</translation>
    </message>
    <message>
        <source>Open the counter first.</source>
        <translation>请先开启窗口。</translation>
    </message>
    <message>
        <source>Opinion</source>
        <translation>意见</translation>
    </message>
    <message>
        <source>Opinion of the review</source>
        <translation>审查意见</translation>
    </message>
    <message>
        <source>Ordered at</source>
        <translation>提交时间</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>办理结果</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>已逾期</translation>
    </message>
    <message>
        <source>Packets at the front</source>
        <translation>前台案卷</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>第 {page} 页，共 {pages} 页</translation>
    </message>
    <message>
        <source>Pages of the document</source>
        <translation>文书各页</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>文书</translation>
    </message>
    <message>
        <source>Paper, materials and steps</source>
        <translation>文书、材料和办理过程</translation>
    </message>
    <message>
        <source>Pass</source>
        <translation>过号</translation>
    </message>
    <message>
        <source>Passed tickets</source>
        <translation>已过号的号重新排队</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停服务</translation>
    </message>
    <message>
        <source>People ahead of you: {count}</source>
        <translation>前面还有 {count} 人</translation>
    </message>
    <message>
        <source>People arrive</source>
        <translation>群众到场</translation>
    </message>
    <message>
        <source>People wait and no counter is open for them.</source>
        <translation>有人等候，但没有窗口开放办理。</translation>
    </message>
    <message>
        <source>Person has come</source>
        <translation>已到场，开始办理</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>联系电话</translation>
    </message>
    <message>
        <source>Phrases</source>
        <translation>常用意见</translation>
    </message>
    <message>
        <source>Pick a day: {field}</source>
        <translation>选择日期：{field}</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>送达地点</translation>
    </message>
    <message>
        <source>Please correct these {count} points:</source>
        <translation>请更正以下 {count} 处：</translation>
    </message>
    <message>
        <source>Please fill in: {field}.</source>
        <translation>请填写：{field}。</translation>
    </message>
    <message>
        <source>Please take your slip. Wait until your number is called.</source>
        <translation>请取走号票，听到叫号后到窗口办理。</translation>
    </message>
    <message>
        <source>Preparing the demo hall…</source>
        <translation>正在准备演示大厅…</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Previous applicants</source>
        <translation>以往申请人</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>重新打印</translation>
    </message>
    <message>
        <source>Print all failed again</source>
        <translation>全部重打失败项</translation>
    </message>
    <message>
        <source>Print job</source>
        <translation>打印任务详情</translation>
    </message>
    <message>
        <source>Print jobs</source>
        <translation>打印任务</translation>
    </message>
    <message>
        <source>Print one more copy</source>
        <translation>再打一份（补打）</translation>
    </message>
    <message>
        <source>Printed {times} times.</source>
        <translation>已打印 {times} 次。</translation>
    </message>
    <message>
        <source>Printed: all</source>
        <translation>打印正常</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Printing: {count}</source>
        <translation>正在打印 {count} 份</translation>
    </message>
    <message>
        <source>Printing: {what}</source>
        <translation>打印：{what}</translation>
    </message>
    <message>
        <source>Prints</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Procedure</source>
        <translation>程序种类</translation>
    </message>
    <message>
        <source>Put into the archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>Put {number} on hold</source>
        <translation>挂起 {number}</translation>
    </message>
    <message>
        <source>Query code</source>
        <translation>查询码</translation>
    </message>
    <message>
        <source>Query code {code}</source>
        <translation>查询码 {code}</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Reading the queue…</source>
        <translation>正在读取排队情况…</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Reason and legal basis</source>
        <translation>理由和依据</translation>
    </message>
    <message>
        <source>Reason told to the applicant</source>
        <translation>延期理由（告知申请人）</translation>
    </message>
    <message>
        <source>Reason, by the applicant&apos;s written request</source>
        <translation>理由（依申请人书面申请）</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>重呼</translation>
    </message>
    <message>
        <source>Recalls left: {count}</source>
        <translation>还可重呼 {count} 次</translation>
    </message>
    <message>
        <source>Received by</source>
        <translation>签收人</translation>
    </message>
    <message>
        <source>Recommend to deny</source>
        <translation>建议不予</translation>
    </message>
    <message>
        <source>Recommend to grant</source>
        <translation>建议准予</translation>
    </message>
    <message>
        <source>Recommendation</source>
        <translation>审查建议</translation>
    </message>
    <message>
        <source>Refuse acceptance</source>
        <translation>不予受理</translation>
    </message>
    <message>
        <source>Register of today ({count})</source>
        <translation>今日用印登记（{count}）</translation>
    </message>
    <message>
        <source>Rehearsal</source>
        <translation>演练环境，数据不具有效力</translation>
    </message>
    <message>
        <source>Rehearsal: nothing here is real. Open any place of the hall.</source>
        <translation>演练环境，数据均为虚构。点击任一岗位打开其窗口。</translation>
    </message>
    <message>
        <source>Relation to the applicant</source>
        <translation>与申请人的关系</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Required materials are missing that may not follow later.</source>
        <translation>缺少不能容缺的必要材料。</translation>
    </message>
    <message>
        <source>Result of the procedure</source>
        <translation>程序结果</translation>
    </message>
    <message>
        <source>Resume calling</source>
        <translation>恢复服务</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>审查</translation>
    </message>
    <message>
        <source>Same applicant</source>
        <translation>同一申请人</translation>
    </message>
    <message>
        <source>Say what is wrong with each ticked material.</source>
        <translation>请写明每份勾选材料的问题。</translation>
    </message>
    <message>
        <source>Say why this person goes before others.</source>
        <translation>请说明优先办理的原因。</translation>
    </message>
    <message>
        <source>Scan a folder label or type a case number</source>
        <translation>扫描卷袋标签或输入办件编号</translation>
    </message>
    <message>
        <source>Scan a label, or type its number and press Enter</source>
        <translation>扫描标签，或输入编号后回车</translation>
    </message>
    <message>
        <source>Scan at least one label of the tray.</source>
        <translation>请至少扫描一枚本批次的标签。</translation>
    </message>
    <message>
        <source>Scan in</source>
        <translation>扫描接收</translation>
    </message>
    <message>
        <source>Scan or type a document or case number</source>
        <translation>扫描或输入文号、办件编号</translation>
    </message>
    <message>
        <source>Scanned: {name}</source>
        <translation>已扫描：{name}</translation>
    </message>
    <message>
        <source>Seal</source>
        <translation>用印</translation>
    </message>
    <message>
        <source>Seal register of the day</source>
        <translation>当日用印登记</translation>
    </message>
    <message>
        <source>Search in this list</source>
        <translation>在列表中搜索</translation>
    </message>
    <message>
        <source>Search tickets</source>
        <translation>查找排队号</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>科室</translation>
    </message>
    <message>
        <source>Send back</source>
        <translation>退回审查</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>移交时间</translation>
    </message>
    <message>
        <source>Sent back for review: {reason}</source>
        <translation>退回审查的理由：{reason}</translation>
    </message>
    <message>
        <source>Sent up: enter the upper body&apos;s decision</source>
        <translation>已上报：登记上级机关的决定</translation>
    </message>
    <message>
        <source>Served today: {count}</source>
        <translation>今日办理 {count} 个</translation>
    </message>
    <message>
        <source>Service item</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Service items</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Show all: {field}</source>
        <translation>显示全部：{field}</translation>
    </message>
    <message>
        <source>Show longer</source>
        <translation>再看一会儿</translation>
    </message>
    <message>
        <source>Show the documents</source>
        <translation>查看文书</translation>
    </message>
    <message>
        <source>Sides of the hand-off</source>
        <translation>移交与接收</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>签发决定</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>正在登录……</translation>
    </message>
    <message>
        <source>Simulated devices</source>
        <translation>模拟设备</translation>
    </message>
    <message>
        <source>Single machine</source>
        <translation>单机版：数据只存本机，权限由程序把关，请保管好本机账户</translation>
    </message>
    <message>
        <source>Situation</source>
        <translation>办理情形</translation>
    </message>
    <message>
        <source>Somebody else does this step.</source>
        <translation>这一步由其他岗位办理。</translation>
    </message>
    <message>
        <source>Somebody else had changed the same record meanwhile, so central left it as it is there. Compare, then do yours again or leave it.</source>
        <translation>在此期间别人改动了同一条记录，中心保留了现有内容。请对照后决定：按本机的再办一次，或不再办理。</translation>
    </message>
    <message>
        <source>Space chooses it</source>
        <translation>按空格选中</translation>
    </message>
    <message>
        <source>Space chooses several, Ctrl+A all.</source>
        <translation>按空格可选多份，Ctrl+A 全选。</translation>
    </message>
    <message>
        <source>Space or Enter ticks, J K move</source>
        <translation>空格或回车装入，J K 上下移动</translation>
    </message>
    <message>
        <source>Space ticks · digits: copies/pages · F: original or copy · Enter checks in</source>
        <translation>空格 勾选 · 数字 份数/页数 · F 原件或复印件 · 回车 收件</translation>
    </message>
    <message>
        <source>Special procedure</source>
        <translation>特别程序</translation>
    </message>
    <message>
        <source>Special procedure running: {kind}, since {start}, {days} days announced.</source>
        <translation>特别程序进行中：{kind}，自 {start} 起，告知 {days} 个工作日。</translation>
    </message>
    <message>
        <source>Start intake</source>
        <translation>收件登记</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Station {station}</source>
        <translation>站点 {station}</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>环节</translation>
    </message>
    <message>
        <source>Steps so far</source>
        <translation>办理过程</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Submit the opinion</source>
        <translation>提交审查意见</translation>
    </message>
    <message>
        <source>Take a ticket</source>
        <translation>直接取号</translation>
    </message>
    <message>
        <source>Take a ticket here</source>
        <translation>自助取号</translation>
    </message>
    <message>
        <source>Take a ticket with this number</source>
        <translation>登记身份证并取号</translation>
    </message>
    <message>
        <source>Take in an application</source>
        <translation>收件</translation>
    </message>
    <message>
        <source>Take in materials</source>
        <translation>收取材料</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>接收</translation>
    </message>
    <message>
        <source>Take that computer&apos;s place</source>
        <translation>替换那台电脑</translation>
    </message>
    <message>
        <source>Taken at</source>
        <translation>取号时间</translation>
    </message>
    <message>
        <source>Taking over now leaves {labels} on the way.</source>
        <translation>还缺 {labels}；现在接收则记为缺件，缺少的案卷仍在途。</translation>
    </message>
    <message>
        <source>Tell the applicant once, in writing, everything that is missing.</source>
        <translation>请一次性书面告知申请人需要补正的全部内容。</translation>
    </message>
    <message>
        <source>The agency does not cover collecting.</source>
        <translation>委托权限不含代为领取。</translation>
    </message>
    <message>
        <source>The applicant may supplement it until {day}.</source>
        <translation>申请人在 {day} 前（含当日）仍可补正。</translation>
    </message>
    <message>
        <source>The applicant promises in writing to hand these in by the days below.</source>
        <translation>申请人书面承诺在下列日期前补齐。</translation>
    </message>
    <message>
        <source>The case is in the state “{state}”.</source>
        <translation>办件状态为“{state}”。</translation>
    </message>
    <message>
        <source>The case whole</source>
        <translation>办件详情</translation>
    </message>
    <message>
        <source>The certificate has the number {number}.</source>
        <translation>证照已登记，编号 {number}。</translation>
    </message>
    <message>
        <source>The clock of {number} runs again.</source>
        <translation>{number} 特别程序已结束，期限继续计算。</translation>
    </message>
    <message>
        <source>The clock of {number} stands: special procedure begun.</source>
        <translation>{number} 已启动特别程序，期限停止计算。</translation>
    </message>
    <message>
        <source>The database does not answer</source>
        <translation>数据库无响应</translation>
    </message>
    <message>
        <source>The day is closed; {count} numbers became void.</source>
        <translation>已清号，作废 {count} 个号。</translation>
    </message>
    <message>
        <source>The decision is numbered and handed to the applicant today. Not corrected, false material and banned applicants are refused by the section chief, under Cases.</source>
        <translation>决定书编号后当日交给申请人。逾期未补正、虚假材料、禁止申请期内的，由科室负责人在“办件”中办理。</translation>
    </message>
    <message>
        <source>The decision on {number} is made; its paper goes to the seal.</source>
        <translation>{number} 已签发决定，文书待用印。</translation>
    </message>
    <message>
        <source>The device reports: {problem}</source>
        <translation>设备报告：{problem}</translation>
    </message>
    <message>
        <source>The document is being set …</source>
        <translation>正在排版……</translation>
    </message>
    <message>
        <source>The draft cannot be saved: the disk is full or write-protected.</source>
        <translation>草稿无法保存：磁盘已满或写保护。请继续办理并告知信息技术人员。</translation>
    </message>
    <message>
        <source>The end lies before the beginning.</source>
        <translation>截止日期早于起始日期。</translation>
    </message>
    <message>
        <source>The fee of {number} was entered.</source>
        <translation>{number} 的缴费已登记。</translation>
    </message>
    <message>
        <source>The file: {papers} documents, {materials} materials, {pages} pages.</source>
        <translation>卷内：文书 {papers} 份，材料 {materials} 项，共 {pages} 页。</translation>
    </message>
    <message>
        <source>The hall today</source>
        <translation>今日大厅</translation>
    </message>
    <message>
        <source>The hand-off sheets go to the printer.</source>
        <translation>交接单已送打印机。</translation>
    </message>
    <message>
        <source>The legal limit is reached; it is too late to extend it.</source>
        <translation>法定期限已届满，不能再延期。</translation>
    </message>
    <message>
        <source>The limit of {number} was extended.</source>
        <translation>{number} 已延期。</translation>
    </message>
    <message>
        <source>The materials of {number} were taken in.</source>
        <translation>{number} 的材料已收取。</translation>
    </message>
    <message>
        <source>The missing folders stay on their way; scan them when they turn up.</source>
        <translation>缺少的案卷仍在途，找到后可再次扫描接收。</translation>
    </message>
    <message>
        <source>The network is down: you get an offline number. Keep the slip and show it at a counter or the guide desk.</source>
        <translation>网络中断，现在取到的是离线号。请保管好小票，到窗口或导办台出示办理。</translation>
    </message>
    <message>
        <source>The next one is called after it.</source>
        <translation>随后自动叫下一位。</translation>
    </message>
    <message>
        <source>The notice of acceptance gets its number and both due dates now.</source>
        <translation>受理后即生成受理通知书文号、受理日期和两个期限。</translation>
    </message>
    <message>
        <source>The opinion on {number} went to the approver.</source>
        <translation>{number} 的审查意见已提交审批。</translation>
    </message>
    <message>
        <source>The page was cleared.</source>
        <translation>页面已清空。</translation>
    </message>
    <message>
        <source>The paper appears here before you sign.</source>
        <translation>签发前在此预览文书。</translation>
    </message>
    <message>
        <source>The papers are complete.</source>
        <translation>材料齐全，可以受理</translation>
    </message>
    <message>
        <source>The program made a mistake. Nothing was lost. Tell IT: {bug}</source>
        <translation>程序内部出错，已办事项未丢失，请将编号告知信息科：{bug}</translation>
    </message>
    <message>
        <source>The queue could not be read. What is shown may be out of date.</source>
        <translation>排队情况读取失败，屏幕上的内容可能不是最新。</translation>
    </message>
    <message>
        <source>The reviewer or the section chief does this.</source>
        <translation>特别程序由审查员或科室负责人办理。</translation>
    </message>
    <message>
        <source>The slip could not be printed. Please remember the number; it counts.</source>
        <translation>号票没有打印成功，请记住号码，号码有效。</translation>
    </message>
    <message>
        <source>The time to supplement ended on {day}. The notice says that the case ends; the applicant may apply again.</source>
        <translation>补正期限 {day} 已过。将出具终止办理通知书；申请人可以重新申请。</translation>
    </message>
    <message>
        <source>The upper body decided</source>
        <translation>上级机关的决定</translation>
    </message>
    <message>
        <source>The upper body&apos;s decision on {number} was entered.</source>
        <translation>{number} 的上级决定已登记。</translation>
    </message>
    <message>
        <source>There is no case {number} that you may see.</source>
        <translation>没有您可以查看的办件 {number}。</translation>
    </message>
    <message>
        <source>There is no such day. Write it like 2026-10-01.</source>
        <translation>没有这一天。请按 2026-10-01 的样式填写。</translation>
    </message>
    <message>
        <source>There is no ticket in hand.</source>
        <translation>当前没有正在办理的号。</translation>
    </message>
    <message>
        <source>There is nothing to put on the tray.</source>
        <translation>没有可装入的案卷。</translation>
    </message>
    <message>
        <source>This counter is closed.</source>
        <translation>窗口未开启。</translation>
    </message>
    <message>
        <source>This counter is paused.</source>
        <translation>窗口已暂停服务。</translation>
    </message>
    <message>
        <source>This document cannot be shown. Tell IT: {bug}</source>
        <translation>这份文书无法显示。请告诉信息人员：{bug}</translation>
    </message>
    <message>
        <source>This hall has no counter.</source>
        <translation>本大厅没有窗口。</translation>
    </message>
    <message>
        <source>This hall has no queue.</source>
        <translation>本大厅没有队列。</translation>
    </message>
    <message>
        <source>This is done at the counter.</source>
        <translation>由窗口人员办理。</translation>
    </message>
    <message>
        <source>This item allows at most {days} days.</source>
        <translation>本事项该程序最多 {days} 个工作日。</translation>
    </message>
    <message>
        <source>This item is free of charge.</source>
        <translation>该事项不收费。</translation>
    </message>
    <message>
        <source>This item knows no special procedure.</source>
        <translation>本事项没有规定特别程序。</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>本机运行</translation>
    </message>
    <message>
        <source>This machine&apos;s clock is {minutes} min fast</source>
        <translation>本机时钟快 {minutes} 分钟</translation>
    </message>
    <message>
        <source>This machine&apos;s clock is {minutes} min slow</source>
        <translation>本机时钟慢 {minutes} 分钟</translation>
    </message>
    <message>
        <source>This must be filled in.</source>
        <translation>此项必填。</translation>
    </message>
    <message>
        <source>Tick at least one material.</source>
        <translation>请至少勾选一份材料。</translation>
    </message>
    <message>
        <source>Tick or scan at least one folder.</source>
        <translation>请至少勾选或扫描一份案卷。</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>排队号</translation>
    </message>
    <message>
        <source>Ticket printer</source>
        <translation>取号打印机</translation>
    </message>
    <message>
        <source>Ticket {number}</source>
        <translation>排队号 {number}</translation>
    </message>
    <message>
        <source>Tickets issued</source>
        <translation>已取号</translation>
    </message>
    <message>
        <source>Tickets of today</source>
        <translation>今日排队号</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>办理经过</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>To archive</source>
        <translation>待归档</translation>
    </message>
    <message>
        <source>To be sealed ({count})</source>
        <translation>待用印（{count}）</translation>
    </message>
    <message>
        <source>To deliver</source>
        <translation>待送达</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>To queue or counter</source>
        <translation>转到队列或窗口</translation>
    </message>
    <message>
        <source>To settle</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>Today at this counter</source>
        <translation>本窗口今日</translation>
    </message>
    <message>
        <source>Told once, with everything in it; a second notice is not lawful (Art. 32).</source>
        <translation>一次告知全部内容，不得再次告知（行政许可法第三十二条）。</translation>
    </message>
    <message>
        <source>Touch to start</source>
        <translation>触摸此处开始取号</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>转移</translation>
    </message>
    <message>
        <source>Transfer {number}</source>
        <translation>转移 {number}</translation>
    </message>
    <message>
        <source>Tray</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Tray to {section}</source>
        <translation>移交{section}</translation>
    </message>
    <message>
        <source>Tray {number}</source>
        <translation>批次 {number}</translation>
    </message>
    <message>
        <source>Tray {number} is on its way</source>
        <translation>批次 {number} 已移交</translation>
    </message>
    <message>
        <source>Tray {number} is on its way.</source>
        <translation>批次 {number} 已移交，待接收。</translation>
    </message>
    <message>
        <source>Tray {number}: {folders} folders and {papers} materials taken over.</source>
        <translation>批次 {number}：已接收案卷 {folders} 份、材料 {papers} 件。</translation>
    </message>
    <message>
        <source>Trays on their way here</source>
        <translation>待接收批次</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Unfinished case restored. Ctrl+N starts anew.</source>
        <translation>已恢复未完成的收件，按 Ctrl+N 重新开始</translation>
    </message>
    <message>
        <source>Unknown code {code}. Choose the service item first.</source>
        <translation>不认识的条码 {code}。请先选择事项。</translation>
    </message>
    <message>
        <source>Use this counter</source>
        <translation>使用此窗口</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>用印人</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>有效期自</translation>
    </message>
    <message>
        <source>Valid to</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>语音</translation>
    </message>
    <message>
        <source>Wait again</source>
        <translation>重新排队</translation>
    </message>
    <message>
        <source>Waited</source>
        <translation>已等候</translation>
    </message>
    <message>
        <source>Waited {minutes}</source>
        <translation>等候 {minutes}</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等候中</translation>
    </message>
    <message>
        <source>Waiting to be told</source>
        <translation>待上传</translation>
    </message>
    <message>
        <source>Waiting {waiting} · finished {done} · counters open {open}</source>
        <translation>等候 {waiting} 人 · 已办结 {done} 个 · 开放窗口 {open} 个</translation>
    </message>
    <message>
        <source>Waiting: {count}</source>
        <translation>等候 {count} 人</translation>
    </message>
    <message>
        <source>Waits for the seal: {documents}</source>
        <translation>尚未用印：{documents}</translation>
    </message>
    <message>
        <source>Warning from {count} waiting people.</source>
        <translation>等候达到 {count} 人时提醒。</translation>
    </message>
    <message>
        <source>Ways to object</source>
        <translation>救济途径</translation>
    </message>
    <message>
        <source>What</source>
        <translation>办理</translation>
    </message>
    <message>
        <source>What have you come for?</source>
        <translation>请选择要办理的业务</translation>
    </message>
    <message>
        <source>What is laid down</source>
        <translation>决定内容</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>更正项目</translation>
    </message>
    <message>
        <source>What is wrong and what is needed</source>
        <translation>写明问题和需要补正的内容</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>办理</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>所在</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Who carries it out</source>
        <translation>承办机构</translation>
    </message>
    <message>
        <source>Who collects?</source>
        <translation>由谁领取？</translation>
    </message>
    <message>
        <source>Why it goes back</source>
        <translation>退回理由</translation>
    </message>
    <message>
        <source>Window signs</source>
        <translation>窗口屏</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Withdraw the application</source>
        <translation>撤回申请</translation>
    </message>
    <message>
        <source>Working days announced</source>
        <translation>告知的工作日数</translation>
    </message>
    <message>
        <source>Working days more</source>
        <translation>延长工作日数</translation>
    </message>
    <message>
        <source>Write a whole number, for example 3.</source>
        <translation>请填写整数，例如 3。</translation>
    </message>
    <message>
        <source>Write an amount in yuan, for example 128.50.</source>
        <translation>请填写金额（元），例如 128.50。</translation>
    </message>
    <message>
        <source>Write how this person stands to the applicant.</source>
        <translation>请填写此人与申请人的关系。</translation>
    </message>
    <message>
        <source>Write the opinion.</source>
        <translation>请填写审查意见。</translation>
    </message>
    <message>
        <source>Write where it was delivered.</source>
        <translation>请填写送达地点。</translation>
    </message>
    <message>
        <source>Write who has received the papers.</source>
        <translation>请填写领取（签收）人。</translation>
    </message>
    <message>
        <source>YYYY-MM-DD</source>
        <translation>年-月-日</translation>
    </message>
    <message>
        <source>You did “{duty}” in this case; somebody else must decide it.</source>
        <translation>您已办理本件的“{duty}”环节，须由他人决定（审批四分离）。</translation>
    </message>
    <message>
        <source>You did “{duty}” in this case; somebody else must review it.</source>
        <translation>您已办理本件的“{duty}”环节，须由他人审查（审批四分离）。</translation>
    </message>
    <message>
        <source>You have claimed it.</source>
        <translation>您已认领本件。</translation>
    </message>
    <message>
        <source>You have not claimed it.</source>
        <translation>您尚未认领本件。</translation>
    </message>
    <message>
        <source>You have read it.</source>
        <translation>表示您已看过。</translation>
    </message>
    <message>
        <source>You have the paper in hand: the job is done.</source>
        <translation>纸已经在您手里：这项打印就算完成。</translation>
    </message>
    <message>
        <source>You may enter your ID number. It is optional.</source>
        <translation>可输入居民身份证号码登记取号，也可以不登记。</translation>
    </message>
    <message>
        <source>Your post or authority does not cover this step ({profile}).</source>
        <translation>您的岗位或授权不能办理此环节（本件为{profile}），请由有权人员办理。</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>agent {name}</source>
        <translation>代理人 {name}</translation>
    </message>
    <message>
        <source>another form is needed</source>
        <translation>形式不符</translation>
    </message>
    <message>
        <source>as it stands on the paper</source>
        <translation>按文书上的文号填写</translation>
    </message>
    <message>
        <source>at the counter {minutes}</source>
        <translation>在窗口 {minutes}</translation>
    </message>
    <message>
        <source>certificate {number}</source>
        <translation>证照 {number}</translation>
    </message>
    <message>
        <source>claimed by {name}</source>
        <translation>{name} 已认领</translation>
    </message>
    <message>
        <source>counter</source>
        <translation>号窗口</translation>
    </message>
    <message>
        <source>counts as accepted, not told in time</source>
        <translation>逾期未告知，视为受理</translation>
    </message>
    <message>
        <source>days not counted</source>
        <translation>扣除</translation>
    </message>
    <message>
        <source>decided in time</source>
        <translation>按期办结</translation>
    </message>
    <message>
        <source>decided {days} days late</source>
        <translation>超期 {days} 个工作日办结</translation>
    </message>
    <message>
        <source>deliver until {day}</source>
        <translation>送达期限至 {day}</translation>
    </message>
    <message>
        <source>delivered {day}</source>
        <translation>{day} 送达</translation>
    </message>
    <message>
        <source>due today</source>
        <translation>今日到期</translation>
    </message>
    <message>
        <source>empty: without an end</source>
        <translation>不填为长期有效</translation>
    </message>
    <message>
        <source>estimated</source>
        <translation>暂估</translation>
    </message>
    <message>
        <source>extended by</source>
        <translation>延期</translation>
    </message>
    <message>
        <source>folders on the tray</source>
        <translation>份案卷已装入</translation>
    </message>
    <message>
        <source>foreign</source>
        <translation>外来</translation>
    </message>
    <message>
        <source>in person only</source>
        <translation>须本人到场</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>留存</translation>
    </message>
    <message>
        <source>late {days}</source>
        <translation>逾期 {days}</translation>
    </message>
    <message>
        <source>less than a minute</source>
        <translation>不到 1 分钟</translation>
    </message>
    <message>
        <source>limit</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>material {number} of it</source>
        <translation>第 {number} 号材料</translation>
    </message>
    <message>
        <source>may follow</source>
        <translation>可容缺</translation>
    </message>
    <message>
        <source>mine</source>
        <translation>我认领的</translation>
    </message>
    <message>
        <source>missing: {labels}</source>
        <translation>缺 {labels}</translation>
    </message>
    <message>
        <source>next in {seconds} s</source>
        <translation>{seconds} 秒后可再呼</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>no clock runs</source>
        <translation>不计时</translation>
    </message>
    <message>
        <source>no seal needed</source>
        <translation>无需用印</translation>
    </message>
    <message>
        <source>not claimed</source>
        <translation>待认领</translation>
    </message>
    <message>
        <source>not for you</source>
        <translation>须由他人决定</translation>
    </message>
    <message>
        <source>not required</source>
        <translation>非必要</translation>
    </message>
    <message>
        <source>not sealed</source>
        <translation>未用印</translation>
    </message>
    <message>
        <source>not sealed yet</source>
        <translation>待用印</translation>
    </message>
    <message>
        <source>notify-and-commit</source>
        <translation>可告知承诺</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>非必要</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>已过号</translation>
    </message>
    <message>
        <source>scanned in</source>
        <translation>已扫描</translation>
    </message>
    <message>
        <source>sealed</source>
        <translation>已用印</translation>
    </message>
    <message>
        <source>sealed, {copies} copies</source>
        <translation>已用印 {copies} 份</translation>
    </message>
    <message>
        <source>sent up</source>
        <translation>已上报</translation>
    </message>
    <message>
        <source>still missing</source>
        <translation>尚缺</translation>
    </message>
    <message>
        <source>the calendar of that year is missing</source>
        <translation>日历未维护</translation>
    </message>
    <message>
        <source>the tray is complete</source>
        <translation>本批次已扫齐</translation>
    </message>
    <message>
        <source>tolerance</source>
        <translation>可容缺受理</translation>
    </message>
    <message>
        <source>too few copies</source>
        <translation>份数不足</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>yuan</source>
        <translation>元</translation>
    </message>
    <message>
        <source>{act} needs central, which cannot be reached. It can be done again once the link is back; check-in and calling go on meanwhile.</source>
        <translation>“{act}”须由中心办理，现在连不上中心。恢复连接后即可办理；期间收件、叫号照常。</translation>
    </message>
    <message>
        <source>{act} needs central: wait until the station has caught up.</source>
        <translation>“{act}”须由中心办理，请稍候，本机正在同步。</translation>
    </message>
    <message>
        <source>{act} was done again.</source>
        <translation>“{act}”已重新办理。</translation>
    </message>
    <message>
        <source>{clerk} works at this counter.</source>
        <translation>{clerk} 正在使用此窗口。</translation>
    </message>
    <message>
        <source>{clock} {due}: {left} ({explanation})</source>
        <translation>{clock} {due}&#x3000;{left}（{explanation}）</translation>
    </message>
    <message>
        <source>{code} is not on the material list of this item.</source>
        <translation>{code} 不在本事项的材料清单内，未作改动。</translation>
    </message>
    <message>
        <source>{code} is the label of another case, not a material of this one.</source>
        <translation>{code} 是另一件办件的标签，不是本件材料。</translation>
    </message>
    <message>
        <source>{code} was scanned: a slip is taken by an open counter with nobody at it.</source>
        <translation>已扫描 {code}，未作改动：窗口开放且没有在办的号时才能扫号票。</translation>
    </message>
    <message>
        <source>{code}: start the next case first (Ctrl+N).</source>
        <translation>{code}：请先按 Ctrl+N 开始下一件。</translation>
    </message>
    <message>
        <source>{count} cases</source>
        <translation>{count} 件</translation>
    </message>
    <message>
        <source>{count} chosen; they are entered one after the other.</source>
        <translation>已选 {count} 份，将依次登记。</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} 份失败</translation>
    </message>
    <message>
        <source>{count} finished</source>
        <translation>已办结 {count} 个</translation>
    </message>
    <message>
        <source>{count} may follow later</source>
        <translation>缺 {count} 件，均可容缺</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} 分钟</translation>
    </message>
    <message>
        <source>{count} missing</source>
        <translation>缺 {count} 件</translation>
    </message>
    <message>
        <source>{count} missing: not to be accepted yet</source>
        <translation>缺 {count} 件，尚不能受理</translation>
    </message>
    <message>
        <source>{count} more characters</source>
        <translation>还差 {count} 位</translation>
    </message>
    <message>
        <source>{count} numbers of today become void.</source>
        <translation>今日 {count} 个号将作废。</translation>
    </message>
    <message>
        <source>{count} promised materials have not come in yet.</source>
        <translation>尚有 {count} 件容缺材料未补齐。</translation>
    </message>
    <message>
        <source>{count} still missing</source>
        <translation>还缺 {count} 件</translation>
    </message>
    <message>
        <source>{count} to be told</source>
        <translation>{count} 项待上传</translation>
    </message>
    <message>
        <source>{count} to settle</source>
        <translation>{count} 项待处理</translation>
    </message>
    <message>
        <source>{count} unknown</source>
        <translation>{count} 份结果不明</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>等候 {count} 人</translation>
    </message>
    <message>
        <source>{days} d</source>
        <translation>{days} 天</translation>
    </message>
    <message>
        <source>{days} d late</source>
        <translation>逾期 {days} 天</translation>
    </message>
    <message>
        <source>{days} days left</source>
        <translation>剩 {days} 个工作日</translation>
    </message>
    <message>
        <source>{days} days overdue</source>
        <translation>逾期 {days} 个工作日</translation>
    </message>
    <message>
        <source>{days} working days</source>
        <translation>{days} 个工作日</translation>
    </message>
    <message>
        <source>{days} working days do not count: promised limit {committed} -&gt; {committed_new}, legal limit {legal} -&gt; {legal_new} (as long as it takes no longer).</source>
        <translation>{days} 个工作日不计入期限：承诺期限 {committed} → {committed_new}，法定期限 {legal} → {legal_new}（如期结束时）。</translation>
    </message>
    <message>
        <source>{folders} folders, {labels} labels to scan at the other side:</source>
        <translation>{folders} 份案卷，接收方须扫描 {labels} 枚标签：</translation>
    </message>
    <message>
        <source>{form} x{copies}</source>
        <translation>{form} ×{copies}</translation>
    </message>
    <message>
        <source>{form} x{copies}, {pages} p.</source>
        <translation>{form} ×{copies} · {pages} 页</translation>
    </message>
    <message>
        <source>{form}, {copies} copies, {pages} pages</source>
        <translation>{form}{copies}份{pages}页</translation>
    </message>
    <message>
        <source>{hours} h {count} min</source>
        <translation>{hours} 小时 {count} 分</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分钟</translation>
    </message>
    <message>
        <source>{kind} · committed {days} · statutory {limit} working days</source>
        <translation>{kind} · 承诺 {days} 个工作日 · 法定 {limit} 个工作日</translation>
    </message>
    <message>
        <source>{kind} · statutory {limit} working days</source>
        <translation>{kind} · 法定 {limit} 个工作日</translation>
    </message>
    <message>
        <source>{kind}, since {start}, {days} days announced, document {document_no}.</source>
        <translation>{kind}，自 {start} 起，告知 {days} 个工作日，文书 {document_no}。</translation>
    </message>
    <message>
        <source>{label} belongs to tray {tray}.</source>
        <translation>{label} 属于批次 {tray}，不属本批次。</translation>
    </message>
    <message>
        <source>{label} is not on this tray: {item}, at {holder}.</source>
        <translation>{label} 不属本批次：{item}，现在{holder}。</translation>
    </message>
    <message>
        <source>{label} was scanned before; it counts once.</source>
        <translation>{label} 已扫描过，不重复计数。</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} 分钟</translation>
    </message>
    <message>
        <source>{name} changed this case at {time}: {what}. It was read again; nothing of yours was sent. Compare and go on.</source>
        <translation>{name} 于 {time} 办理了本件：{what}。已重新载入，您填写的内容尚未提交，请核对后继续。</translation>
    </message>
    <message>
        <source>{name} has claimed it.</source>
        <translation>{name} 已认领本件。</translation>
    </message>
    <message>
        <source>{name}: by {day}</source>
        <translation>{name}：{day} 前补齐</translation>
    </message>
    <message>
        <source>{name}: {amount} yuan</source>
        <translation>{name}：{amount} 元</translation>
    </message>
    <message>
        <source>{name}: {due} ({explanation})</source>
        <translation>{name}：{due}（{explanation}）</translation>
    </message>
    <message>
        <source>{number} cannot go on a tray: it is {state} and lies at {holder}.</source>
        <translation>{number} 不能移交：{state}，现在{holder}。</translation>
    </message>
    <message>
        <source>{number} finished: {outcome}.</source>
        <translation>{number} 已办结：{outcome}。</translation>
    </message>
    <message>
        <source>{number} is at the counter again.</source>
        <translation>{number} 已恢复到窗口。</translation>
    </message>
    <message>
        <source>{number} is not in this list: it is {state}.</source>
        <translation>{number} 不在此列表中，当前状态：{state}。</translation>
    </message>
    <message>
        <source>{number} is on hold.</source>
        <translation>{number} 已挂起。</translation>
    </message>
    <message>
        <source>{number} lies on the tray already.</source>
        <translation>{number} 已在批次中，不重复装入。</translation>
    </message>
    <message>
        <source>{number} lies on the tray: {item}</source>
        <translation>{number} 已装入：{item}</translation>
    </message>
    <message>
        <source>{number} needs no seal.</source>
        <translation>{number} 不需要用印。</translation>
    </message>
    <message>
        <source>{number} waits again.</source>
        <translation>{number} 已重新排队。</translation>
    </message>
    <message>
        <source>{number} was closed: not corrected in time.</source>
        <translation>{number} 逾期未补正，已终止。</translation>
    </message>
    <message>
        <source>{number} was issued. People ahead: {count}.</source>
        <translation>已取号 {number}，前面还有 {count} 人。</translation>
    </message>
    <message>
        <source>{number} was passed.</source>
        <translation>{number} 已过号。</translation>
    </message>
    <message>
        <source>{number} was sealed already, by {name} at {time}.</source>
        <translation>{number} 已由{name}于 {time} 用印。</translation>
    </message>
    <message>
        <source>{number} was transferred.</source>
        <translation>{number} 已转移。</translation>
    </message>
    <message>
        <source>{number} was withdrawn.</source>
        <translation>{number} 已撤回。</translation>
    </message>
    <message>
        <source>{queue}: {count} waiting</source>
        <translation>{queue} {count} 人</translation>
    </message>
    <message>
        <source>{record}: {field}</source>
        <translation>{record}·{field}</translation>
    </message>
    <message>
        <source>{state} since {since} ({lasted})</source>
        <translation>{state}：{since} 起（{lasted}）</translation>
    </message>
    <message>
        <source>{title}, page {page}</source>
        <translation>{title}，第 {page} 页</translation>
    </message>
</context>
</TS>
